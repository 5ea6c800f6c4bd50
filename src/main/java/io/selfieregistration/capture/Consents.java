package io.selfieregistration.capture;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import io.selfieregistration.application.ApplicationSettings;
import io.selfieregistration.invitation.CaptureLinkNotReady;
import io.selfieregistration.invitation.CaptureLinkUnusable;
import io.selfieregistration.invitation.CaptureSessions;
import io.selfieregistration.invitation.CaptureSessions.KnownLink;
import io.selfieregistration.invitation.CaptureToken;
import io.selfieregistration.invitation.OpenLink;
import io.selfieregistration.request.ModuleRuns;
import io.selfieregistration.request.RequestDecided;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Asks for consent where the application requires it. Consent is recorded before any byte
 * of a picture is read.
 */
@Service
public class Consents {

	private final ConsentStore store;

	private final CaptureSessions sessions;

	private final ModuleRuns runs;

	private final Clock clock;

	Consents(ConsentStore store, CaptureSessions sessions, ModuleRuns runs, Clock clock) {
		this.store = store;
		this.sessions = sessions;
		this.runs = runs;
		this.clock = clock;
	}

	/**
	 * Returns what the person has to agree to first.
	 * @return empty if the application requires no consent, or the person has given it
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
	 * Requires consent for a request, if its application asks for it.
	 * @throws ConsentRequired if the person has to agree first
	 */
	public void require(KnownLink link) {
		if (link.application().settings().showConsent() && this.store.find(link.request().id()).isEmpty()) {
			throw new ConsentRequired();
		}
	}

	/**
	 * Records the consent of the person. May be repeated: the first call counts.
	 * @param language tag of one of the application's texts
	 * @param version of the texts as it was shown, or null
	 * @param textHash of the text as it was shown
	 * @return the link
	 * @throws CaptureLinkUnusable if the link opens nothing
	 * @throws CaptureLinkNotReady if no module waits yet
	 * @throws ConsentRequired if this is not the application's current text in this
	 * language
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
	 * Ends the module because the person refuses consent. May be repeated.
	 * @throws CaptureLinkUnusable if there is no such link
	 * @throws RequestDecided if the request was already decided otherwise
	 */
	public void refuse(CaptureToken token) {
		this.runs.refuseConsent(this.sessions.find(token).request().id());
	}

	/**
	 * The consent texts a person is asked to agree to.
	 *
	 * @param version the integrator's name for the texts, or null
	 * @param texts by language tag
	 */
	public record Question(String version, Map<String, ConsentText> texts) {
	}

}
