package io.selfieregistration.application;

import java.time.Instant;
import java.util.Map;

/**
 * Audit record of one change to an application.
 *
 * @param version of the application after the change
 * @param action what was done, such as {@code created} or {@code settings_changed}
 * @param changes values before and after, by setting; never holds a secret
 */
public record ApplicationChange(long version, Instant changedAt, String changedBy, String action,
		Map<String, Object> changes) {
}
