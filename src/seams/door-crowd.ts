/** Memory in which the door notes its commits: how many there were, and the newest entry's number. */
export function doorCrowdMemory(): SharedArrayBuffer {
  return new SharedArrayBuffer(2 * BigInt64Array.BYTES_PER_ELEMENT);
}

/** For the door: notes a commit that brought entries up to this number. */
export function noteDoorCommit(memory: SharedArrayBuffer, lastSeq: number): void {
  const noted = new BigInt64Array(memory);
  Atomics.store(noted, 1, BigInt(lastSeq));
  Atomics.add(noted, 0, 1n);
}

/**
 * So many entries a commit, and webhooks wait for each other. A door that has time commits them one by one, or a few,
 * also where the disk is slow.
 */
const crowd = 12;
/** Fewer a second are no crowd, real time: where the machine is slow, whoever waits behind the door has as much to do. */
const crowdASecond = 600;
/** What happened in less than that says little, real ms. */
const spanMs = 25;

/** For those behind the door: whether webhooks crowd at it. `monotonic`: real ms from any origin. */
export function watchDoorCrowd(
  memory: SharedArrayBuffer,
  monotonic: () => number = () => performance.now(),
): () => boolean {
  const noted = new BigInt64Array(memory);
  const look = (): { at: number; commits: number; seq: number } => ({
    at: monotonic(),
    commits: Number(Atomics.load(noted, 0)),
    seq: Number(Atomics.load(noted, 1)),
  });
  let last = look();
  let crowded = false;
  return () => {
    const now = look();
    if (now.at - last.at < spanMs) return crowded;
    const commits = now.commits - last.commits;
    const entries = now.seq - last.seq;
    const isMany = entries * 1_000 >= crowdASecond * (now.at - last.at);
    crowded = commits > 0 && entries >= crowd * commits && isMany;
    last = now;
    return crowded;
  };
}
