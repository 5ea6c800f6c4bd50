import { passes } from '../problems.js';
import { looks } from '../timing.js';
import { Screen } from './screen.js';

/** Between two looks at what the phone is doing. */
const FOLLOW_MS = 2000;

/** A screen with a `<capture-handoff>` that goes on when the other device is done. Outcome: `done elsewhere`. */
export class FollowingScreen extends Screen {

  /**
   * Looks what the phone is doing until it is done, or the person uses this device after all.
   *
   * @param {() => void} renew makes another link when this one was not opened in time
   */
  async follow({ open_before: openBefore }, renew) {
    let continued = false;
    for await (const { capture, problem } of looks(this.api, () => FOLLOW_MS, this.signal)) {
      if (problem?.code === 'link_used') {
        const { redirectUrl, pending } = problem;
        this.done('done elsewhere', { text: 'completed.phone', redirectUrl, mayFollow: pending });
        return;
      }
      if (problem && !passes(problem.code)) {
        this.fail(problem, { name: 'loading', input: {} });
        return;
      }
      if (capture) {
        if (capture.continued_elsewhere && !continued) {
          continued = true;
          this.querySelector('capture-handoff').hidden = true;
          this.say(this.texts.of('handoff.continued'));
        } else if (!continued && this.api.now() > Date.parse(openBefore)) {
          renew();
          return;
        }
        this.journey.know(capture);
      }
    }
  }

}
