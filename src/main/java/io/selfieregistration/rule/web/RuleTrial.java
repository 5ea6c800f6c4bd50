package io.selfieregistration.rule.web;

import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotNull;

import io.selfieregistration.platform.LanguageTag;
import io.selfieregistration.rule.ContextNames;

/**
 * A rule to try, by its expression or by its name, with a sample context.
 */
@JsonNaming(SnakeCaseStrategy.class)
record RuleTrial(String expression, String name, @NotNull @Valid SampleContext context) {

	@JsonIgnore
	@AssertTrue(message = "must be given, or 'name', and not both")
	boolean isExpression() {
		return (this.expression == null) != (this.name == null);
	}

	/**
	 * A sample context. Missing values default to those of a typical request.
	 */
	@JsonNaming(SnakeCaseStrategy.class)
	record SampleContext(Map<String, Object> user, @Valid SampleRequest request, SampleApplication application) {

		Map<String, Object> values(String workspace, Instant now) {
			Map<String, Object> someUser = new HashMap<>((this.user != null) ? this.user : Map.of());
			someUser.putIfAbsent("selfie_registered_at", null);
			someUser.computeIfPresent("selfie_registered_at", RuleTrial::time);
			SampleRequest someRequest = (this.request != null) ? this.request : SampleRequest.NONE;
			SampleApplication some = (this.application != null) ? this.application : new SampleApplication(null, null);
			Map<String, Object> application = new HashMap<>();
			application.put("id", some.id());
			application.put("name", some.name());
			application.put("workspace", workspace);
			return Map.of(ContextNames.USER, someUser, ContextNames.REQUEST,
					someRequest.values(now.atZone(ZoneOffset.UTC)), ContextNames.APPLICATION, application);
		}

	}

	/** Converts a text to a time if it is one; otherwise the rule reports the type. */
	private static Object time(String name, Object value) {
		try {
			return OffsetDateTime.parse(String.valueOf(value)).atZoneSameInstant(ZoneOffset.UTC);
		}
		catch (DateTimeParseException ex) {
			return value;
		}
	}

	/**
	 * A sample request.
	 *
	 * @param time now, if it is missing
	 * @param timeOfDay in UTC; that of the time, if it is missing
	 * @param createdAt the time, if it is missing
	 */
	@JsonNaming(SnakeCaseStrategy.class)
	record SampleRequest(String ip, String channel, @LanguageTag String locale, String workflow,
			Boolean forceOnboarding, OffsetDateTime createdAt, OffsetDateTime time, LocalTime timeOfDay) {

		private static final SampleRequest NONE = new SampleRequest(null, null, null, null, null, null, null, null);

		private Map<String, Object> values(ZonedDateTime now) {
			ZonedDateTime at = (this.time != null) ? this.time.atZoneSameInstant(ZoneOffset.UTC) : now;
			Map<String, Object> values = new HashMap<>();
			values.put("ip", this.ip);
			values.put("channel", (this.channel != null) ? this.channel : "api");
			values.put("locale", this.locale);
			values.put("workflow", (this.workflow != null) ? this.workflow : "verification");
			values.put("force_onboarding", Boolean.TRUE.equals(this.forceOnboarding));
			values.put("created_at", (this.createdAt != null) ? this.createdAt.atZoneSameInstant(ZoneOffset.UTC) : at);
			values.put("time", at);
			values.put("time_of_day", (this.timeOfDay != null) ? this.timeOfDay : at.toLocalTime());
			return values;
		}

	}

	/** A sample application; it belongs to the workspace of the trial. */
	@JsonNaming(SnakeCaseStrategy.class)
	record SampleApplication(String id, String name) {
	}

}
