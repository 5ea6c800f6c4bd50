package io.selfieregistration.request;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.Map;

import io.selfieregistration.application.Application;

/** Builds the context of rules: the user, the request and the application. */
public final class RuleContext {

	private RuleContext() {
	}

	/**
	 * Returns the context of a rule, by name.
	 * @param request of the rule, or the one to be created if the rule is satisfied
	 * @param registeredAt when the latest selfie of the user was registered, or null
	 */
	public static Map<String, Object> of(Request request, Application application, Instant registeredAt, Instant now) {
		Map<String, Object> user = new HashMap<>(request.metadata());
		user.put("user_id", request.userId());
		user.put("selfie_registered_at", (registeredAt != null) ? registeredAt.atZone(ZoneOffset.UTC) : null);
		ZonedDateTime time = now.atZone(ZoneOffset.UTC);
		Map<String, Object> facts = new HashMap<>();
		facts.put("ip", request.clientAddress());
		facts.put("channel", request.channel().code());
		facts.put("locale", request.locale());
		facts.put("workflow", request.phase().code());
		facts.put("force_onboarding", request.forceOnboarding());
		facts.put("created_at", request.createdAt().atZone(ZoneOffset.UTC));
		facts.put("time", time);
		facts.put("time_of_day", time.toLocalTime());
		return Map.of("user", user, "request", facts, "application",
				Map.of("id", application.id(), "name", application.name(), "workspace", application.workspace()));
	}

}
