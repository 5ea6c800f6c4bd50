package io.selfieregistration.cockpit;

import java.util.List;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

/**
 * How far registrations progressed. A registration that reached a stage counts for all
 * stages before it, even if one of them left no trace: a person who uploads a picture
 * never starts the camera of the page.
 *
 * @param registrations how many were requested
 * @param skipped how many of them were skipped, by a rule or because the module is off
 * @param stages in their order
 * @param limited whether only the newest registrations were counted
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
