// The Vercel AI SDK tells of agents: the server that they call is not under it.

export const stop = async () => {};
