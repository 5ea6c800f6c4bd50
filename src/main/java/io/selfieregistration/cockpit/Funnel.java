package io.selfieregistration.cockpit;

import java.util.List;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

/**
 * How far registrations came. Whoever came to a stage came to all before it, also when
 * one of them left no trace: a person whose phone hands over pictures never starts the
 * camera of the page.
 *
 * @param registrations how many were asked for
 * @param skipped how many of them were not wanted, by a rule or because the module is off
 * @param stages in their order
 * @param limited whether there are more than were counted: only the newest are
 */
@JsonNaming(SnakeCaseStrategy.class)
public record Funnel(long registrations, long skipped, List<Stage> stages, boolean limited, int counted) {

	/**
	 * @param name {@code link_sent}, {@code opened}, {@code camera}, {@code submitted},
	 * {@code accepted} or {@code delivered}
	 */
	public record Stage(String name, long reached) {
	}

}
