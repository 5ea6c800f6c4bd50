package io.selfieregistration.capture;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import io.selfieregistration.application.ApplicationSettings;
import io.selfieregistration.application.Applications;
import io.selfieregistration.invitation.CaptureLinkNotReady;
import io.selfieregistration.invitation.CaptureLinkUnusable;
import io.selfieregistration.invitation.CaptureSessions;
import io.selfieregistration.invitation.CaptureToken;
import io.selfieregistration.invitation.OpenLink;
import io.selfieregistration.request.ModuleRuns;
import io.selfieregistration.request.Request;
import io.selfieregistration.request.RequestDecided;


import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Asks people to agree where their application wants it. What a person agreed to is
 * written before anything of a picture is read.
 */
@Service
public class Consents {

	private final ConsentStore store;

	private final CaptureSessions sessions;

	private final ModuleRuns runs;

	private final Applications applications;

	private final Clock clock;

	Consents(ConsentStore store, CaptureSessions sessions, ModuleRuns runs, Applications applications,
			Clock clock) {
		this.store = store;
		this.sessions = sessions;
		this.runs = runs;
		this.applications = applications;
		this.clock = clock;
	}

	/**
	 * What the person has to agree to first.
	 * @return empty if the application asks for nothing, or the person has agreed
	 */
	public Optional<Question> question(OpenLink link) {
		ApplicationSettings settings = link.application().settings();
		if (!settings.showConsent() || this.store.find(link.request().id()).isPresent()) {
			return Optional.empty();
		}
		Map<String, ConsentText> texts = new LinkedHashMap<>();
		settings.consentTexts().forEach((language, text) -> texts.put(language, ConsentText.of(text)));
		return Optional.of(new Question(settings.consentVersion(), texts));
	}

	/**
	 * Makes sure that a picture may be taken for a request.
	 * @throws ConsentRequired if the person has to agree first
	 */
	public void require(Request request) {
		ApplicationSettings settings = this.applications.get(request.applicationId()).settings();
		if (settings.showConsent() && this.store.find(request.id()).isEmpty()) {
			throw new ConsentRequired();
		}
	}

	/**
	 * Writes that the person agreed. May be repeated: the first time counts.
	 * @param language tag of one of the application's texts
	 * @param version of the texts as it was shown, or null
	 * @param textHash of the text as it was shown
	 * @return the link, to go on with
	 * @throws CaptureLinkUnusable if the link opens nothing
	 * @throws CaptureLinkNotReady if no module waits yet
	 * @throws ConsentRequired if this is not the application's text in this language now
	 */
	@Transactional
	public OpenLink agree(CaptureToken token, String language, String version, String textHash) {
		OpenLink link = this.sessions.lock(token);
		ApplicationSettings settings = link.application().settings();
		if (!settings.showConsent()) {
			return link;
		}
		String text = settings.consentTexts().get(language);
		if (text == null || !ConsentText.of(text).hash().equals(textHash)
				|| !Objects.equals(settings.consentVersion(), version)) {
			throw new ConsentRequired();
		}
		this.store.add(new Consent(link.request().id(), textHash, version, language, this.clock.instant()));
		return link;
	}

	/**
	 * Ends the module, because the person does not agree. May be repeated.
	 * @throws CaptureLinkUnusable if there is no such link
	 * @throws RequestDecided if something else was decided before
	 */
	public void refuse(CaptureToken token) {
		this.runs.refuseConsent(this.sessions.find(token).request().id());
	}

	/**
	 * What a person is asked to agree to.
	 *
	 * @param version the integrator's name for the texts, or null
	 * @param texts by language tag
	 */
	public record Question(String version, Map<String, ConsentText> texts) {
	}

}
