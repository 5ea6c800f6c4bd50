package io.selfieregistration.workflow.process;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The modules that workflows can call. A new one is one more line here. */
public final class Modules {

	private static final List<ModuleContract> ALL = List.of(SelfieRegistrationProcess.MODULE,
			SelfieVerificationProcess.MODULE);

	private static final Set<String> KEYS = ALL.stream().map(ModuleContract::key).collect(Collectors.toSet());

	private Modules() {
	}

	public static List<ModuleContract> all() {
		return ALL;
	}

	/** Returns the process ids of all modules. */
	public static Set<String> keys() {
		return KEYS;
	}

	/** Finds the module with a process id. */
	public static Optional<ModuleContract> find(String key) {
		return ALL.stream().filter((module) -> module.key().equals(key)).findAny();
	}

	/**
	 * Returns the module with a process id.
	 * @throws IllegalArgumentException if it is that of no module
	 */
	public static ModuleContract of(String key) {
		return find(key).orElseThrow(() -> new IllegalArgumentException("'" + key + "' is no module"));
	}

	/**
	 * Returns what any of the modules gives back; see {@link ModuleContract#outputs()}.
	 */
	static Map<String, String> outputs() {
		Map<String, String> outputs = new LinkedHashMap<>();
		ALL.forEach((module) -> module.outputs().forEach(outputs::putIfAbsent));
		return outputs;
	}

}
