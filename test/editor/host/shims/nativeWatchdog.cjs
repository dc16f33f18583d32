'use strict';
// The C++ addon ends an extension host whose parent died. The host asks for its parent once a second by itself.
exports.start = () => {};
exports.exit = (code) => process.exit(code);
