// One query over one connection: handshake with mysql_native_password, COM_QUERY, rows as arrays of texts.
const { createHash } = require('node:crypto');
const net = require('node:net');

const sha1 = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash('sha1')).digest();

function scramble(password, salt) {
  if (!password) return Buffer.alloc(0);
  const first = sha1(password);
  const mask = sha1(salt, sha1(first));
  return Buffer.from(first.map((byte, i) => byte ^ mask[i]));
}

function saltOf(greeting) {
  const version = greeting.indexOf(0, 1);
  const first = greeting.subarray(version + 5, version + 13);
  return Buffer.concat([first, greeting.subarray(version + 32, version + 44)]);
}

function login(salt) {
  // Long password, long flag, database, protocol 4.1, transactions, secure connection, plugin names.
  const head = Buffer.alloc(32);
  head.writeUInt32LE(0x00000001 | 0x00000004 | 0x00000008 | 0x00000200 | 0x00002000 | 0x00008000 | 0x00080000, 0);
  head.writeUInt32LE(1 << 24, 4);
  head[8] = 45; // utf8mb4
  const word = scramble(process.env.DB_PASSWORD, salt);
  return Buffer.concat([
    head, Buffer.from(`${process.env.DB_USER}\0`), Buffer.from([word.length]), word,
    Buffer.from(`${process.env.DB_NAME}\0mysql_native_password\0`),
  ]);
}

function textsOf(packet) {
  const row = [];
  for (let at = 0; at < packet.length;) {
    if (packet[at] === 0xfb) { row.push(null); at += 1; continue; }
    const wide = packet[at] === 0xfc;
    const length = wide ? packet.readUInt16LE(at + 1) : packet[at];
    at += wide ? 3 : 1;
    row.push(packet.toString('utf8', at, at + length));
    at += length;
  }
  return row;
}

function query(sql) {
  return new Promise((resolve, reject) => {
    const socket = net.connect({ host: process.env.DB_HOST, port: Number(process.env.DB_PORT), timeout: 5000 });
    let buffer = Buffer.alloc(0);
    let state = 'greeting';
    const rows = [];
    const send = (payload, sequence) => {
      const head = Buffer.alloc(4);
      head.writeUIntLE(payload.length, 0, 3);
      head[3] = sequence;
      socket.write(Buffer.concat([head, payload]));
    };
    const end = (error) => {
      socket.destroy();
      if (error) reject(error); else resolve(rows);
    };
    const take = (packet, sequence) => {
      if (packet[0] === 0xff) { end(new Error(packet.toString('utf8', 9))); return; }
      const last = packet[0] === 0xfe && packet.length < 9;
      if (state === 'greeting') {
        send(login(saltOf(packet)), sequence + 1);
        state = 'login';
      } else if (state === 'login' && packet[0] === 0xfe) { // another salt
        send(scramble(process.env.DB_PASSWORD, packet.subarray(packet.indexOf(0, 1) + 1, -1)), sequence + 1);
      } else if (state === 'login') {
        send(Buffer.concat([Buffer.from([3]), Buffer.from(sql)]), 0);
        state = 'answer';
      } else if (state === 'answer') {
        if (packet[0] === 0) end(); else state = 'columns';
      } else if (state === 'columns') {
        if (last) state = 'rows';
      } else if (last) {
        end();
      } else {
        rows.push(textsOf(packet));
      }
    };
    socket.on('data', (data) => {
      buffer = Buffer.concat([buffer, data]);
      while (buffer.length >= 4 && buffer.length >= 4 + buffer.readUIntLE(0, 3)) {
        const length = buffer.readUIntLE(0, 3);
        const packet = buffer.subarray(4, 4 + length);
        const sequence = buffer[3];
        buffer = buffer.subarray(4 + length);
        take(packet, sequence);
      }
    });
    socket.on('timeout', () => end(new Error('the database does not answer')));
    socket.on('error', end);
  });
}

module.exports = { query };
