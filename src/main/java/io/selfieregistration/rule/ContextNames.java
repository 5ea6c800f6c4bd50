package io.selfieregistration.rule;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Names that rules can read from their context. Names of the user are up to the
 * integrator, so only an evaluation can tell whether they exist.
 */
public final class ContextNames {

	/**
	 * The user: {@code user_id}, {@code selfie_registered_at}, and the metadata of the
	 * request.
	 */
	public static final String USER = "user";

	/** The request. */
	public static final String REQUEST = "request";

	/** The application. */
	public static final String APPLICATION = "application";

	private static final Map<String, Set<String>> FIELDS = Map.of(REQUEST,
			Set.of("ip", "channel", "locale", "workflow", "force_onboarding", "created_at", "time", "time_of_day"),
			APPLICATION, Set.of("id", "name", "workspace"));

	private ContextNames() {
	}

	/** Returns the names of the request or of the application. */
	public static Set<String> of(String part) {
		return FIELDS.get(part);
	}

	/**
	 * Whether the context can hold such a value.
	 * @param path names with dots between them, such as {@code request.ip}
	 */
	public static boolean canHold(String path) {
		List<String> names = List.of(path.split("\\."));
		String part = names.get(0);
		return USER.equals(part)
				|| FIELDS.containsKey(part) && (names.size() == 1 || FIELDS.get(part).contains(names.get(1)));
	}

}
