package io.selfieregistration.application;

import java.time.Instant;
import java.util.Map;

/**
 * One change of an application, for the record.
 *
 * @param version that the change led to
 * @param action what was done, such as {@code created} or {@code settings_changed}
 * @param changes what was changed, by setting: its values before and after. Never holds a
 * secret.
 */
public record ApplicationChange(long version, Instant changedAt, String changedBy, String action,
		Map<String, Object> changes) {
}
