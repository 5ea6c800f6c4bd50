package io.selfieregistration.publishing.http;

import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.selfieregistration.application.ApplicationSettings;
import io.selfieregistration.application.ResultNotificationWay;
import io.selfieregistration.application.SettingsCheck;
import io.selfieregistration.publishing.DeadLetterMail;
import io.selfieregistration.publishing.http.AddressGuard.AddressRefused;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Rejects receiver addresses that could never be called (SSRF, missing TLS), as far as
 * that is known when they are configured. A name that does not resolve now may resolve
 * later; the sender checks each time.
 */
@Component
class PublishingSettingsCheck implements SettingsCheck {

	private final AddressGuard guard;

	private final AddressGuard onPremise;

	private final DeadLetterMail mail;

	@Autowired
	PublishingSettingsCheck(WebhookSettings settings, DeadLetterMail mail) {
		this(new AddressGuard(settings.allowedNetworks()), mail);
	}

	PublishingSettingsCheck(AddressGuard guard, DeadLetterMail mail) {
		this.mail = mail;
		this.guard = guard;
		this.onPremise = guard.onPremiseOnly();
	}

	@Override
	public List<SettingProblem> check(String workspace, ApplicationSettings settings) {
		List<SettingProblem> problems = new ArrayList<>();
		if (settings.notificationUrl() != null) {
			refusal(settings.notificationUrl())
				.ifPresent((why) -> problems.add(new SettingProblem("notification_url", why)));
		}
		else if (settings.resultNotificationWay().calls()) {
			problems.add(new SettingProblem("notification_url", "is required for push and ping"));
		}
		if (settings.resultNotificationWay() == ResultNotificationWay.REDIRECT && settings.redirectUrls().isEmpty()) {
			problems.add(new SettingProblem("redirect_urls", "are required for redirect"));
		}
		if (settings.deadLetter() != null) {
			deadLetterRefusal(settings.deadLetter())
				.ifPresent((why) -> problems.add(new SettingProblem("dead_letter", why)));
		}
		settings.redirectUrls()
			.stream()
			.filter((url) -> url != null && !isRedirectable(url))
			.findFirst()
			.ifPresent((url) -> problems.add(new SettingProblem("redirect_urls",
					"must be absolute https addresses without credentials and without a fragment")));
		return problems;
	}

	private Optional<String> deadLetterRefusal(URI address) {
		if ("mailto".equals(address.getScheme())) {
			return this.mail.problem(address);
		}
		return refusal(address);
	}

	private Optional<String> refusal(URI url) {
		if (!Receivers.isCallable(url)) {
			return Optional.of("must be an absolute https address without credentials and without a fragment");
		}
		try {
			(Receivers.isOrdinary(url) ? this.guard : this.onPremise).resolve(url.getHost());
			return Optional.empty();
		}
		catch (AddressRefused ex) {
			return Optional.of("cannot be called: " + ex.getMessage());
		}
		catch (UnknownHostException ex) {
			return Optional.empty();
		}
	}

	/**
	 * Whether a person's browser may be redirected there: over TLS, or to this machine.
	 */
	private boolean isRedirectable(URI url) {
		if (!Receivers.isCallable(url)) {
			return false;
		}
		if ("https".equals(url.getScheme())) {
			return true;
		}
		try {
			this.onPremise.resolve(url.getHost());
			return true;
		}
		catch (UnknownHostException ex) {
			return "localhost".equals(url.getHost()) || "127.0.0.1".equals(url.getHost())
					|| "[::1]".equals(url.getHost());
		}
	}

}
