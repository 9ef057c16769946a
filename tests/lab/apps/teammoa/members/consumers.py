from channels.generic.websocket import AsyncWebsocketConsumer


class Echo(AsyncWebsocketConsumer):
    """Says back what it is told, by way of the channel layer, so that redis is part of it."""

    async def receive(self, text_data=None, bytes_data=None):
        await self.channel_layer.send(self.channel_name, {"type": "said", "text": text_data})

    async def said(self, event):
        await self.send(text_data=event["text"])
