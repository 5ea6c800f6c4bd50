package io.selfieregistration.cockpit;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.selfieregistration.cockpit.Registration.Event;
import io.selfieregistration.request.Phase;
import io.selfieregistration.request.RequestId;

/**
 * Reads what became of registrations. Each method is bounded: it looks at so many
 * requests at most, the newest ones, and is a fixed number of statements.
 */
public interface RegistrationReports {

	/**
	 * Counts in four statements.
	 * @param applicationId null for all
	 */
	Overview overview(Viewer viewer, Period period, String applicationId);

	/**
	 * Counts in one statement.
	 * @param definitionKey the process of the registrations, or null for all
	 * @param workspace theirs, or null for all
	 */
	Funnel funnel(Viewer viewer, Instant from, String definitionKey, String workspace);

	/** Registrations that match, newest first, in one statement. */
	List<Registration> list(Viewer viewer, Search search);

	/** One registration with its user, whoever asks, in one statement. */
	Optional<Registration> find(RequestId id);

	/**
	 * Everything that happened to a request, whoever asks, oldest first, in one
	 * statement.
	 */
	List<Event> events(RequestId id, int limit);

	/** Keeps who looks at a photo. */
	void addPhotoLook(RequestId id, Phase phase, Instant at, String viewer, Page page);

	/** Where somebody looks at a photo. */
	enum Page {

		REGISTRATIONS, PROCESS_INSTANCE;

		/** The word in the API and in the database. */
		public String code() {
			return name().toLowerCase(java.util.Locale.ROOT);
		}

	}

}
