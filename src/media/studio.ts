import { join } from "node:path";
import type { Logger } from "../log.ts";
import { createCharts } from "./charts.ts";
import { createClipFolder } from "./clip-folder.ts";
import { createFitter } from "./fit.ts";
import { createIntake } from "./intake.ts";
import { createMontage } from "./montage.ts";
import { createPictures } from "./pictures.ts";
import { createPreviews } from "./previews.ts";
import { createStills } from "./stills.ts";
import { createMediaWorker } from "./worker.ts";

/** All that is done to pictures and clips on this machine, around one media worker. */
export function createStudio(deps: {
  folders: { incoming: string; pictures: string; clips: string };
  ffmpegPath: string | undefined;
  maxImageBytes: number;
  now: () => number;
  log: Logger;
}) {
  const { folders, ffmpegPath, maxImageBytes, now, log } = deps;
  const worker = createMediaWorker({ ffmpegPath, log });
  const pictures = createPictures(worker, maxImageBytes);
  const [fitter, stills] = [createFitter(worker), createStills(worker)];
  return {
    worker,
    pictures,
    intake: createIntake({ pictures, folders, maxBytes: maxImageBytes, now }),
    clips: createClipFolder({ folder: folders.clips, fitter, stills, pictures, log }),
    charts: createCharts({ worker, folder: join(folders.incoming, "charts"), now }),
    previews: createPreviews(worker),
    montage: createMontage({ folders, worker, stills, pictures, now }),
  };
}

export type Studio = ReturnType<typeof createStudio>;
