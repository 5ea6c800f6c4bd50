package io.selfieregistration.cockpit.jdbc;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

import io.selfieregistration.cockpit.Viewer;

/** Conditions that leave of the tables what a viewer may see. */
final class Visible {

	/** A phase that its process runs for, or ran. */
	static final String RAN = "p.definition_key is not null";

	/** Matches nothing: an empty list is no SQL. */
	private static final Set<String> NONE = Set.of("");

	private Visible() {
	}

	/** What the conditions compare with. */
	static Map<String, Object> parameters(Viewer viewer) {
		Map<String, Object> parameters = new HashMap<>();
		parameters.put("workspaces", viewer.workspaces().isEmpty() ? NONE : viewer.workspaces());
		parameters.put("definitions", viewer.definitions().isEmpty() ? NONE : viewer.definitions());
		Set<String> administered = viewer.operator().workspaces();
		parameters.put("administered", administered.isEmpty() ? NONE : administered);
		parameters.put("everywhere", viewer.operator().everywhere());
		return parameters;
	}

	static String workspaces(Viewer viewer, String table) {
		return viewer.everything() ? "" : "and " + table + ".workspace in (:workspaces)";
	}

	static String definitions(Viewer viewer) {
		return viewer.everything() ? "" : "and p.definition_key in (:definitions)";
	}

}
