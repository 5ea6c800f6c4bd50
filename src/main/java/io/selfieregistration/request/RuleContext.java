package io.selfieregistration.request;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.Map;

import io.selfieregistration.application.Application;
import io.selfieregistration.request.Request.Channel;

/** What rules can read: the user, the request and the application. */
public final class RuleContext {

	private RuleContext() {
	}

	/**
	 * For a rule in the workflow of a request.
	 * @param registeredAt when the latest selfie of the user was registered, or null
	 */
	public static Map<String, Object> of(Request request, Application application, Instant registeredAt, Instant now) {
		return of(application, request.userId(), request.metadata(), registeredAt, request.clientAddress(),
				request.channel(), request.locale(), request.phase(), request.forceOnboarding(), request.createdAt(),
				now);
	}

	/**
	 * For a rule that decides whether there will be a request.
	 * @param registeredAt when the latest selfie of the user was registered, or null
	 */
	static Map<String, Object> of(NewRequest details, Phase phase, Instant registeredAt, Instant now) {
		return of(details.application(), details.userId(), details.metadata(), registeredAt, details.clientAddress(),
				Channel.API, details.locale(), phase, details.forceOnboarding(), now, now);
	}

	private static Map<String, Object> of(Application application, String userId, Map<String, Object> metadata,
			Instant registeredAt, String clientAddress, Channel channel, String locale, Phase phase,
			boolean forceOnboarding, Instant createdAt, Instant now) {
		Map<String, Object> user = new HashMap<>(metadata);
		user.put("user_id", userId);
		user.put("selfie_registered_at", (registeredAt != null) ? registeredAt.atZone(ZoneOffset.UTC) : null);
		ZonedDateTime time = now.atZone(ZoneOffset.UTC);
		Map<String, Object> request = new HashMap<>();
		request.put("ip", clientAddress);
		request.put("channel", channel.code());
		request.put("locale", locale);
		request.put("workflow", phase.code());
		request.put("force_onboarding", forceOnboarding);
		request.put("created_at", createdAt.atZone(ZoneOffset.UTC));
		request.put("time", time);
		request.put("time_of_day", time.toLocalTime());
		return Map.of("user", user, "request", request, "application",
				Map.of("id", application.id(), "name", application.name(), "workspace", application.workspace()));
	}

}
