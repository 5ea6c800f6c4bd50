package io.selfieregistration.platform;

import java.util.Locale;
import java.util.Optional;

/**
 * An enumeration whose constants have a stable code in the API, in the database and in
 * processes: the name in lower case unless the enumeration overrides {@link #code()}.
 */
public interface Coded {

	/** Returns the name of the constant, as {@link Enum#name()}. */
	String name();

	/**
	 * Returns the code: {@code attempts_exhausted} for {@code ATTEMPTS_EXHAUSTED}.
	 */
	default String code() {
		return name().toLowerCase(Locale.ROOT);
	}

	/**
	 * Returns the constant with a code from one of our own tables or models.
	 * @throws IllegalArgumentException if there is no such constant
	 */
	static <E extends Enum<E> & Coded> E of(Class<E> type, String code) {
		return parse(type, code)
			.orElseThrow(() -> new IllegalArgumentException(type.getSimpleName() + " has no constant '" + code + "'"));
	}

	/** Finds the constant with a code that a caller sent. */
	static <E extends Enum<E> & Coded> Optional<E> parse(Class<E> type, String code) {
		for (E constant : type.getEnumConstants()) {
			if (constant.code().equals(code)) {
				return Optional.of(constant);
			}
		}
		return Optional.empty();
	}

}
