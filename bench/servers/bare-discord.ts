import { createServer } from "node:http";
import { Client, Events, GatewayIntentBits } from "discord.js";

// A client that answers every command with "thinking…", and does nothing else.
const { DISCORD_API_URL: api = "", DISCORD_TOKEN: token, PORT } = process.env;
const client = new Client({ intents: [GatewayIntentBits.Guilds], rest: { api } });
client.on(Events.Error, (error) => console.error(error));
client.on(Events.InteractionCreate, (interaction) => {
  if (interaction.isChatInputCommand()) void interaction.deferReply();
});
client.once(Events.ClientReady, () => {
  createServer((_request, response) => response.end("ready\n")).listen(Number(PORT), "127.0.0.1");
});
await client.login(token);
