package io.selfieregistration.application;

import java.util.List;
import java.util.stream.Collectors;

import io.selfieregistration.application.SettingsCheck.SettingProblem;

/** The settings of an application cannot work as they are. */
public class SettingsInvalid extends Exception {

	private final transient List<SettingProblem> problems;

	SettingsInvalid(List<SettingProblem> problems) {
		super(problems.stream().map(SettingProblem::toString).collect(Collectors.joining("; ")));
		this.problems = List.copyOf(problems);
	}

	public List<SettingProblem> problems() {
		return this.problems;
	}

}
