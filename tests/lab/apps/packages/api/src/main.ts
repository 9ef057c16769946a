import bcrypt from "bcrypt";
import express from "express";

const app = express();
// One proxy in front: what it says of the client holds.
app.set("trust proxy", 1);
app.get("/api/hash", async (_request, response) => {
  const hash = await bcrypt.hash("a password", 4);
  response.json({ matches: await bcrypt.compare("a password", hash) });
});
app.get("/api/client", (request, response) => {
  response.json({ address: request.ip, scheme: request.protocol, host: request.hostname });
});
app.get("/", (_request, response) => {
  response.send("ok");
});
const server = app.listen(Number(process.env.PORT ?? 3000), "0.0.0.0");
process.on("SIGTERM", () => server.close(() => process.exit(0)));
