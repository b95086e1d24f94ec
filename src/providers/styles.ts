import { z } from "zod";
import { sentence } from "../said.ts";

/** A look: the name that people choose, and the words for it that a model reads. */
export const Style = z.object({
  name: z.string(),
  words: z.string(),
  /** What somebody reads who chooses among them. */
  description: z.string(),
});
export type Style = z.infer<typeof Style>;

/** The looks on offer everywhere. A new one is a new line. */
export const STYLES: readonly Style[] = [
  {
    name: "cinematic",
    description: sentence("A feature film: soft contrast, shallow focus"),
    words:
      "cinematic film still, anamorphic lens, shallow depth of field, motivated lighting, fine 35mm grain, rich colour grade",
  },
  {
    name: "realistic",
    description: sentence("As a good camera would see it"),
    words:
      "realistic live-action footage, natural light, true colours, believable physics, documentary lens",
  },
  {
    name: "artistic",
    description: sentence("Painted, with visible brushwork"),
    words: "artistic painterly look, visible brushstrokes, layered pigment, expressive colours",
  },
  {
    name: "anime",
    description: sentence("Hand-drawn, with clean lines and bright skies"),
    words:
      "anime, hand-drawn cel animation, clean ink lines, flat shading, vivid painted backgrounds",
  },
  {
    name: "noir",
    description: sentence("Black and white, hard shadows"),
    words:
      "film noir, black and white, hard low-key light, long shadows, wet streets, high contrast",
  },
  {
    name: "clay",
    description: sentence("Plasticine, moved by hand"),
    words:
      "claymation, stop-motion plasticine figures with fingerprints, miniature set, slightly stepped motion",
  },
  {
    name: "vintage",
    description: sentence("An old home movie on Super 8"),
    words:
      "vintage Super 8 home movie, faded warm colours, light leaks, gate weave, dust and scratches",
  },
  {
    name: "news",
    description: sentence("A report for the evening news"),
    words:
      "realistic news report footage, handheld broadcast camera, eye-level framing, neutral colours, even light, no captions",
  },
  {
    name: "comic",
    description: sentence("A printed page that moves"),
    words:
      "comic book look, bold ink outlines, halftone dots, flat primary colours, graphic shadows",
  },
  {
    name: "product",
    description: sentence("A studio advertisement of one thing"),
    words:
      "product shot, seamless studio background, large softbox light, crisp reflections, slow precise camera, one hero object",
  },
  {
    name: "architecture",
    description: sentence("Buildings and rooms, straight and calm"),
    words:
      "realistic architecture film, straight verticals, wide lens, clean lines, soft daylight, slow gliding camera",
  },
  {
    name: "documentary",
    description: sentence("Nature and people, observed patiently"),
    words:
      "nature documentary, long lens, patient observation, natural light, fine detail, unhurried pace",
  },
  {
    name: "neon",
    description: sentence("A city at night, all signs and rain"),
    words:
      "neon cyberpunk night, glowing signs, wet reflections, magenta and cyan light, light haze",
  },
  {
    name: "dreamy",
    description: sentence("Soft, pale and a little unreal"),
    words:
      "dreamy ethereal look, soft bloom, pastel colours, floating particles, gentle slow motion",
  },
  {
    name: "minimal",
    description: sentence("Flat shapes and few colours"),
    words:
      "minimal flat illustration, simple geometric shapes, limited palette, generous empty space, smooth motion",
  },
  {
    name: "paper",
    description: sentence("Cut paper in layers, with real shadows"),
    words: "paper cut-out illustration, layered coloured card, visible fibres, soft drop shadows",
  },
];
