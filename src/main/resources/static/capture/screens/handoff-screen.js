import { FollowingScreen } from './following-screen.js';

/**
 * <handoff-screen> - a link for the phone, and what the phone is doing. Input: `handOff`, as the server made it.
 * Outcomes: `staying here`, `renewed`, `done elsewhere`.
 */
class HandoffScreen extends FollowingScreen {

  actions = {
    here: () => this.done('staying here'),
    renew: () => this.#renew(),
  };

  render() {
    this.querySelector('capture-handoff').show(this.input.handOff, this.texts);
    this.say(this.texts.of('handoff.waiting'));
  }

  shown() {
    super.shown();
    this.follow(this.input.handOff, () => this.#renew());
  }

  #renew() {
    return this.attempt(async () => {
      this.done('renewed', { handOff: await this.api.handOff() });
    }, this.again('renew'));
  }

}

customElements.define('handoff-screen', HandoffScreen);
