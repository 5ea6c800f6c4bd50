package io.selfieregistration.cockpit;

import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

/**
 * Statistics of the registrations requested in a period.
 *
 * @param ends how many there are of each end: an outcome, {@code stuck} or
 * {@code waiting}
 * @param bars the same by the time at which they were asked for, without gaps
 * @param refusedAttempts how many selfies were refused
 * @param refusals how often each reason was among those of a refused selfie
 * @param failedDeliveries how many messages are dead letters
 * @param stuck how many requests wait for an operator, whenever they were asked for
 * @param limited whether only the newest registrations were counted
 * @param counted how many requests are counted at most
 * @param applications those that can be chosen
 */
@JsonNaming(SnakeCaseStrategy.class)
public record Overview(Map<String, Long> ends, List<Bar> bars, long refusedAttempts, Map<String, Long> refusals,
		long failedDeliveries, long stuck, boolean limited, int counted, List<ApplicationName> applications) {

	/**
	 * @param from local time at which the bar begins
	 */
	public record Bar(LocalDateTime from, Map<String, Long> ends) {
	}

	public record ApplicationName(String id, String name, String workspace) {
	}

}
