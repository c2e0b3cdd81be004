// Preloaded into packages that listen on every interface: they listen on loopback. This is
// where Node.js binds; giving listen an address would make it look that up and bind later.
const { Server } = require('node:net');

const bind = Server.prototype._listen2;
Server.prototype._listen2 = function (address, port, addressType, backlog, fd, ...rest) {
  const everywhere = port >= 0 && (address === null || address === '::' || address === '0.0.0.0');
  return everywhere
    ? bind.call(this, '127.0.0.1', port, 4, backlog, fd, ...rest)
    : bind.call(this, address, port, addressType, backlog, fd, ...rest);
};
