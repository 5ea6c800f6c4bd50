import { pause } from '../pause.js';
import { passes } from '../problems.js';
import { Screen } from './screen.js';

/** Between two looks at what the phone is doing. */
const FOLLOW_MS = 2000;

/** A screen with a `<capture-handoff>` that goes on when the other device is done. Outcome: `done elsewhere`. */
export class FollowingScreen extends Screen {

  /**
   * Looks what the phone is doing until it is done, or the person uses this device after all.
   *
   * @param {() => void} renew makes another link when nobody opened this one in time
   */
  async follow({ open_before: openBefore }, renew) {
    let continued = false;
    for (;;) {
      await pause(FOLLOW_MS, this.signal);
      if (this.signal.aborted) {
        return;
      }
      if (document.hidden) {
        continue;
      }
      try {
        const capture = await this.api.look();
        if (this.signal.aborted) {
          return;
        }
        if (capture.continued_elsewhere && !continued) {
          continued = true;
          this.querySelector('capture-handoff').hidden = true;
          this.say(this.texts.of('handoff.continued'));
        } else if (!continued && this.api.now() > Date.parse(openBefore)) {
          renew();
          return;
        }
        this.journey.know(capture);
      } catch (problem) {
        if (problem.code === 'link_used') {
          this.done('done elsewhere', { text: 'completed.phone', redirectUrl: problem.redirectUrl });
          return;
        }
        if (!passes(problem.code)) {
          this.fail(problem, { name: 'loading', input: {} });
          return;
        }
      }
    }
  }

}
