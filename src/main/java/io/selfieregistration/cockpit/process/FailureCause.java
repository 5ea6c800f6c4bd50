package io.selfieregistration.cockpit.process;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import org.camunda.bpm.engine.ProcessEnginePersistenceException;
import org.camunda.bpm.engine.ScriptEvaluationException;
import org.camunda.bpm.impl.juel.jakarta.el.ELException;
import org.camunda.bpm.engine.runtime.Incident;

import io.selfieregistration.cockpit.OpenIncident;
import io.selfieregistration.platform.IncidentCause;

import org.springframework.dao.DataAccessException;

/**
 * What is at fault in an incident: what the first exception with an {@link IncidentCause}
 * declares, among those that the engine recorded; else what its type tells.
 *
 * @param code as listed in {@code docs/cockpit.md}
 * @param message one sentence without secrets and personal data, or null
 */
record FailureCause(String code, String message) {

	/** Exceptions of others that tell what is at fault. */
	private static final Map<Class<? extends Exception>, String> OTHERS = Map.of(DataAccessException.class, "database",
			ProcessEnginePersistenceException.class, "database", ScriptEvaluationException.class, "expression",
			ELException.class, "expression");

	/**
	 * The exceptions of a stack trace: the first line, and each cause. FEEL keeps of a
	 * cause only what it says of itself, at the end of its own message.
	 */
	private static final Pattern EXCEPTION = Pattern
		.compile("(?m)(?:\\A|^Caused by: | : )((?:\\w+\\.)+[\\w$]+)(?=: (.*)|$)");

	static FailureCause of(OpenIncident incident) {
		if (Incident.EXTERNAL_TASK_HANDLER_TYPE.equals(incident.type())) {
			return new FailureCause("worker", SafeText.of(incident.message()));
		}
		List<Failure> failures = (incident.trace() != null)
				? EXCEPTION.matcher(incident.trace()).results().map(Failure::of).toList() : List.of();
		return failures.stream()
			.flatMap((failure) -> failure.declared().stream())
			.findFirst()
			.or(() -> failures.stream().flatMap((failure) -> failure.known(failures).stream()).findFirst())
			.orElseGet(() -> new FailureCause("unknown", SafeText.of(incident.message())));
	}

	/**
	 * One exception of a stack trace.
	 *
	 * @param type null if it is not a class of this service
	 */
	private record Failure(Class<?> type, String message) {

		static Failure of(MatchResult line) {
			return new Failure(load(line.group(1)), line.group(2));
		}

		private static Class<?> load(String name) {
			try {
				return Class.forName(name, false, FailureCause.class.getClassLoader());
			}
			catch (ClassNotFoundException | LinkageError ex) {
				return null;
			}
		}

		Optional<FailureCause> declared() {
			return Optional.ofNullable(this.type)
				.map((found) -> found.getAnnotation(IncidentCause.class))
				.map((cause) -> new FailureCause(cause.value(), SafeText.of(this.message)));
		}

		/** An expression that fails says why in its innermost exception. */
		Optional<FailureCause> known(List<Failure> failures) {
			return OTHERS.entrySet()
				.stream()
				.filter((other) -> this.type != null && other.getKey().isAssignableFrom(this.type))
				.map((other) -> new FailureCause(other.getValue(),
						SafeText.of(failures.get(failures.size() - 1).message())))
				.findFirst();
		}

	}

}
