package io.selfieregistration.invitation.sms;

import java.net.URI;
import java.time.Duration;
import java.util.Map;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;

import io.selfieregistration.platform.DomainNames;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.StringUtils;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of the SMS gateway: any HTTP API that accepts one message per call.
 * <p>
 * The body is a template with <code>{{to}}</code>, <code>{{from}}</code> and
 * <code>{{text}}</code>, which are written as the content type needs it (JSON or form).
 * The rules are FEEL and read {@code status}, the HTTP status, and {@code body}, the JSON
 * of the answer or an empty map.
 *
 * @param preset {@code twilio} sets the address, the body and the rules of that gateway
 * @param url address that a message is sent to; without one there is no gateway
 * @param method {@code POST} or {@code PUT}
 * @param headers sent with each message
 * @param username of HTTP Basic, if any; the account SID with the preset {@code twilio}
 * @param password of HTTP Basic, if any; the auth token with the preset {@code twilio}
 * @param from number or name of the sender
 * @param contentType {@code application/json} or
 * {@code application/x-www-form-urlencoded}
 * @param body template of the body
 * @param successRule FEEL: whether the gateway took the message
 * @param undeliverableRule FEEL: whether the number can never be reached
 * @param messageId JSON Pointer to the gateway's name for the message, if it gives one
 * @param timeout of one call
 */
@Validated
@ConfigurationProperties(prefix = "selfie.sms", ignoreUnknownFields = false)
record SmsSettings(@Pattern(regexp = "twilio", message = "must be twilio, or left out") String preset, URI url,
		@NotNull @DefaultValue("POST") @Pattern(regexp = "POST|PUT", message = "must be POST or PUT") String method,
		@NotNull @DefaultValue Map<String, String> headers, String username, String password,
		@Pattern(regexp = "[^\\p{Cc}\\p{Cs}]*", message = "must not hold control characters") String from,
		@NotNull @DefaultValue("application/json") @Pattern(
				regexp = "application/json|application/x-www-form-urlencoded",
				message = "must be application/json or application/x-www-form-urlencoded") String contentType,
		@NotNull @DefaultValue("{\"from\":\"{{from}}\",\"to\":\"{{to}}\",\"text\":\"{{text}}\"}") String body,
		@NotNull @DefaultValue("status >= 200 and status < 300") String successRule,
		@NotNull @DefaultValue("false") String undeliverableRule, String messageId,
		@NotNull @DefaultValue("10s") Duration timeout) {

	SmsSettings {
		url = DomainNames.ascii(url);
		// An empty environment variable counts as unset.
		preset = textOrNull(preset);
		username = textOrNull(username);
		password = textOrNull(password);
		from = textOrNull(from);
		if ("twilio".equals(preset)) {
			url = (url != null || username == null) ? url
					: URI.create("https://api.twilio.com/2010-04-01/Accounts/" + username + "/Messages.json");
			contentType = "application/x-www-form-urlencoded";
			body = "To={{to}}&From={{from}}&Body={{text}}";
			successRule = "status = 201";
			// Invalid number, not a mobile number, opted out, not permitted.
			undeliverableRule = "status = 400 and list contains([21211, 21614, 21610, 21408], body.code)";
			messageId = "/sid";
		}
	}

	private static String textOrNull(String text) {
		return StringUtils.hasText(text) ? text : null;
	}

	boolean configured() {
		return this.url != null;
	}

	@AssertTrue(message = "needs selfie.sms.username, selfie.sms.password and selfie.sms.from")
	boolean isPresetComplete() {
		return this.preset == null || (this.username != null && this.password != null && this.from != null);
	}

	@Override
	public String toString() {
		return "SmsSettings[" + this.url + "]";
	}

}
