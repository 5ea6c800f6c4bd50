package io.selfieregistration.capture;

import java.time.Instant;

import io.selfieregistration.request.RequestId;

/**
 * Record of the consent that a person gave.
 *
 * @param textHash SHA-256 of the text, as 64 hexadecimal digits
 * @param version the integrator's name for the text, or null
 * @param language tag of the language that the text was shown in
 */
public record Consent(RequestId requestId, String textHash, String version, String language, Instant consentedAt) {
}
