import { z } from "zod";
import { command, picture } from "../src/command.ts";
import { prompt } from "./video.ts";

export const animate = command({
  name: "animate",
  description: "Make a picture move",
  menu: "Animate this image",
  opensThread: true,
  options: z.object({
    prompt: prompt().describe("What happens in the video"),
    image: picture().describe("The picture that begins to move"),
  }),

  async run({ image: _name, ...wish }, invocation, { jobs, consents }) {
    return (await consents.check(invocation)) ?? jobs.request(invocation, wish);
  },
});
