package io.selfieregistration.invitation;

import io.selfieregistration.application.Application;
import io.selfieregistration.application.QualityPolicy;
import io.selfieregistration.invitation.CaptureLinkStore.FoundLink;
import io.selfieregistration.request.ModuleRun;
import io.selfieregistration.request.Request;

/**
 * A usable capture link and the module run that waits for its person.
 *
 * @param run that waits; null while none does but one may follow
 * @param window in which a selfie can be taken for the run; null without a run
 */
public record OpenLink(FoundLink link, Request request, Application application, ModuleRun run, CaptureWindow window) {

	/** Whether the person can act now; otherwise the next module is about to start. */
	public boolean ready() {
		return this.window != null;
	}

	public boolean opened() {
		return ready() && this.window.opened();
	}

	/** Whether this link was handed off from another device. */
	public boolean handedOff() {
		return this.link.handedOff();
	}

	/** Whether the session can be extended. */
	public boolean extensible() {
		return ready() && this.window.extensible();
	}

	/** Returns the quality policy: that of the model, else that of the application. */
	public QualityPolicy qualityPolicy() {
		return this.window.judgement().qualityPolicy().orElse(this.application.settings().qualityPolicy());
	}

	OpenLink with(CaptureWindow changed) {
		return new OpenLink(this.link, this.request, this.application, this.run, changed);
	}

	/** Names the request, never the person. */
	@Override
	public String toString() {
		return "OpenLink[" + this.request.id() + "]";
	}

}
