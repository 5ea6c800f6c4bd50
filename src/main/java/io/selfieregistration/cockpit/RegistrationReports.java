package io.selfieregistration.cockpit;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.selfieregistration.cockpit.Registration.Event;
import io.selfieregistration.platform.Coded;
import io.selfieregistration.request.Phase;
import io.selfieregistration.request.RequestId;

/**
 * Queries for registrations and their events. Each method is bounded: it reads a limited
 * number of the newest requests in a fixed number of statements.
 */
public interface RegistrationReports {

	/** Lists the registrations that match, newest first, in one statement. */
	List<Registration> list(Viewer viewer, Search search);

	/** Finds a registration with its user in one statement, regardless of the viewer. */
	Optional<Registration> find(RequestId id);

	/**
	 * Lists the events of a request, oldest first, in one statement, regardless of the
	 * viewer.
	 */
	List<Event> events(RequestId id, int limit);

	/**
	 * Lists the open incidents of a request where they happened, oldest first, in one
	 * statement, regardless of the viewer: those of its workflows and of all that they
	 * call, of its messages, and of the start of its next phase.
	 */
	List<OpenIncident> incidents(RequestId id);

	/**
	 * Finds the possible duplicates of a request in one statement, regardless of the
	 * viewer.
	 * @return empty if they were not looked for
	 */
	Optional<PossibleDuplicates> duplicates(RequestId id);

	/** Records who views a photo (audit log). */
	void addPhotoLook(RequestId id, Phase phase, Instant at, String viewer, Page page);

	/** The page on which a user views a photo. */
	enum Page implements Coded {

		REGISTRATIONS, PROCESS_INSTANCE

	}

}
