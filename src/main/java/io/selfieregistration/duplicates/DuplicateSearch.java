package io.selfieregistration.duplicates;

import java.time.Instant;
import java.util.List;

import io.selfieregistration.request.ModuleRun;

/**
 * A search for other users with the face of a registered selfie, and what it found.
 *
 * @param model id of the model of the templates, which are the only ones compared
 * @param users how many other users had such a template
 * @param compared with how many of them the face was compared
 * @param found how many of these were near enough
 * @param candidates the nearest of those found, nearest first
 */
public record DuplicateSearch(ModuleRun.Id run, String model, int users, int compared, int found,
		List<Candidate> candidates, Instant searchedAt) {

	/**
	 * Another user who may be the same person.
	 *
	 * @param distance of both templates, 0 for the same picture
	 */
	public record Candidate(ModuleRun.Id run, double distance) {
	}

}
