import { SingleBar } from "cli-progress";
import type { Surroundings } from "./surroundings.ts";

/** Tells how far a long work has come: a bar on a terminal, a line at each tenth elsewhere. Always on standard error. */
export type Progress = {
  update(done: number, of: number): void;
  end(): void;
};

function bar(label: string, unit: string, stderr: Surroundings["stderr"]): Progress {
  const shown = new SingleBar({
    format: `${label} {bar} {percentage} %  {value}/{total} ${unit}`,
    stream: stderr,
    clearOnComplete: true,
    hideCursor: true,
  });
  let started = false;
  return {
    update(done, of) {
      if (!started) shown.start(of, done);
      started = true;
      shown.setTotal(of);
      shown.update(done);
    },
    end: () => shown.stop(),
  };
}

function lines(label: string, unit: string, stderr: Surroundings["stderr"]): Progress {
  let told = 0;
  return {
    update(done, of) {
      const tenth = of > 0 ? Math.floor((done * 10) / of) : 0;
      if (tenth <= told) return;
      told = tenth;
      stderr.write(`${label}: ${done} of ${of} ${unit}\n`);
    },
    end: () => undefined,
  };
}

/** Begins to tell of a work, counted in `unit`. */
export function startProgress(label: string, unit: string, { stderr }: Surroundings): Progress {
  return stderr.isTTY ? bar(label, unit, stderr) : lines(label, unit, stderr);
}
