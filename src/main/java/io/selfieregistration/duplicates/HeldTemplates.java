package io.selfieregistration.duplicates;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Function;

import io.selfieregistration.duplicates.DuplicateSearch.Candidate;
import io.selfieregistration.face.recognition.FaceTemplate;
import io.selfieregistration.request.ModuleRun;

/**
 * Decrypted facial templates of the workspaces that are searched, in memory only and a
 * bounded number of them. Each search names the templates that it wants: those that are
 * missing are read, and those that are not wanted any longer are dropped. One search at a
 * time; thread-safe.
 */
final class HeldTemplates {

	private static final int READ_AT_ONCE = 500;

	private static final Comparator<Candidate> NEAREST_FIRST = Comparator.comparingDouble(Candidate::distance);

	private final int limit;

	/** By workspace, the one that was searched last at the end. */
	private final Map<String, Workspace> workspaces = new LinkedHashMap<>(16, 0.75f, true);

	/**
	 * @param limit how many templates are held at once
	 */
	HeldTemplates(int limit) {
		this.limit = limit;
	}

	/**
	 * Compares a face with templates of a workspace.
	 * @param wanted not more than the limit
	 * @param read opens the templates of runs; may leave some out
	 * @param most how many of the nearest are returned
	 */
	synchronized Nearest search(String workspace, FaceTemplate face, double maxDistance, List<ModuleRun.Id> wanted,
			Function<List<ModuleRun.Id>, Map<ModuleRun.Id, FaceTemplate>> read, int most, Instant now) {
		if (wanted.size() > this.limit) {
			throw new IllegalArgumentException(
					"A search among " + wanted.size() + " templates exceeds the limit of " + this.limit);
		}
		Workspace held = this.workspaces.computeIfAbsent(workspace, (missing) -> new Workspace());
		held.searchedAt = now;
		held.templates.keySet().retainAll(Set.copyOf(wanted));
		makeRoom(held, wanted.size());
		List<ModuleRun.Id> missing = wanted.stream().filter((run) -> !held.templates.containsKey(run)).toList();
		for (int from = 0; from < missing.size(); from += READ_AT_ONCE) {
			held.templates.putAll(read.apply(missing.subList(from, Math.min(from + READ_AT_ONCE, missing.size()))));
		}
		return scan(held.templates, face, maxDistance, most);
	}

	/** Drops the templates of workspaces that were not searched since the given time. */
	synchronized void forget(Instant notSearchedSince) {
		this.workspaces.values().removeIf((held) -> !held.searchedAt.isAfter(notSearchedSince));
	}

	/** How many templates are held. */
	synchronized int size() {
		return this.workspaces.values().stream().mapToInt((held) -> held.templates.size()).sum();
	}

	private void makeRoom(Workspace kept, int wanted) {
		int others = size() - kept.templates.size();
		for (Iterator<Workspace> eldest = this.workspaces.values().iterator(); others > this.limit - wanted;) {
			Workspace held = eldest.next();
			if (held != kept) {
				others -= held.templates.size();
				eldest.remove();
			}
		}
	}

	private static Nearest scan(Map<ModuleRun.Id, FaceTemplate> templates, FaceTemplate face, double maxDistance,
			int most) {
		PriorityQueue<Candidate> nearest = new PriorityQueue<>(NEAREST_FIRST.reversed());
		int found = 0;
		for (Map.Entry<ModuleRun.Id, FaceTemplate> template : templates.entrySet()) {
			double distance = face.distanceTo(template.getValue());
			if (distance <= maxDistance) {
				found++;
				nearest.add(new Candidate(template.getKey(), distance));
				if (nearest.size() > most) {
					nearest.remove();
				}
			}
		}
		return new Nearest(templates.size(), found, nearest.stream().sorted(NEAREST_FIRST).toList());
	}

	/**
	 * What a search found.
	 *
	 * @param found how many were near enough
	 * @param candidates the nearest of them, nearest first
	 */
	record Nearest(int compared, int found, List<Candidate> candidates) {
	}

	/** What is held of one workspace. */
	private static final class Workspace {

		private final Map<ModuleRun.Id, FaceTemplate> templates = new HashMap<>();

		private Instant searchedAt;

	}

}
