package io.selfieregistration.application;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.selfieregistration.application.SettingsCheck.SettingProblem;
import io.selfieregistration.web.Problem;
import io.selfieregistration.web.ProblemStatus;

/** The settings of an application were rejected; {@code errors} lists the reasons. */
@ProblemStatus(status = 422, code = "settings_invalid")
public class SettingsInvalid extends RuntimeException implements Problem {

	private final transient List<SettingProblem> problems;

	SettingsInvalid(List<SettingProblem> problems) {
		super(problems.stream().map(SettingProblem::toString).collect(Collectors.joining("; ")));
		this.problems = List.copyOf(problems);
	}

	@Override
	public Map<String, Object> members() {
		return Map.of("errors", this.problems);
	}

}
