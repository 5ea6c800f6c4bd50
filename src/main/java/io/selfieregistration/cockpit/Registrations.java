package io.selfieregistration.cockpit;

import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.selfieregistration.application.Applications;
import io.selfieregistration.cockpit.FailedSteps.Explanation;
import io.selfieregistration.cockpit.Registration.Event;
import io.selfieregistration.cockpit.Registration.Timeline;
import io.selfieregistration.cockpit.RegistrationReports.Page;
import io.selfieregistration.invitation.CaptureLinks;
import io.selfieregistration.operator.EngineUsers;
import io.selfieregistration.photo.Photos;
import io.selfieregistration.publishing.Deliveries;
import io.selfieregistration.publishing.Delivery;
import io.selfieregistration.publishing.DeliveryUnknown;
import io.selfieregistration.request.Phase;
import io.selfieregistration.request.Request;
import io.selfieregistration.request.RequestDecided;
import io.selfieregistration.request.RequestId;
import io.selfieregistration.request.RequestUnknown;
import io.selfieregistration.request.Requests;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Shows registrations to users of Cockpit, and carries out their actions. Users cannot
 * see registrations of other workspaces: these are reported as unknown.
 */
@Service
public class Registrations {

	private static final int EVENTS = 1000;

	private static final Set<String> FOR_OPERATORS = Set.of("inputs", "entry_id", "distance");

	private final RegistrationReports reports;

	private final RegistrationStatistics statistics;

	private final FailedSteps steps;

	private final Requests requests;

	private final Applications applications;

	private final CaptureLinks links;

	private final Deliveries deliveries;

	private final Photos photos;

	private final EngineUsers users;

	private final Clock clock;

	Registrations(RegistrationReports reports, RegistrationStatistics statistics, FailedSteps steps, Requests requests,
			Applications applications, CaptureLinks links, Deliveries deliveries, Photos photos, EngineUsers users,
			Clock clock) {
		this.reports = reports;
		this.statistics = statistics;
		this.steps = steps;
		this.requests = requests;
		this.applications = applications;
		this.links = links;
		this.deliveries = deliveries;
		this.photos = photos;
		this.users = users;
		this.clock = clock;
	}

	/**
	 * Returns statistics of the registrations of a period.
	 * @param applicationId null for all
	 */
	public Overview overview(Viewer viewer, Period period, String applicationId) {
		return this.statistics.overview(viewer, period, applicationId);
	}

	/**
	 * Returns how far registrations progressed.
	 * @param definitionKey the process that they are of, or null for all
	 * @param module key of a module that they ran, or null for all
	 * @param workspace theirs, or null for all
	 */
	public Funnel funnel(Viewer viewer, Period period, String definitionKey, String module, String workspace) {
		return this.statistics.funnel(viewer, period.from(), definitionKey, module, workspace);
	}

	/** Registrations that match, newest first. */
	public Registration.Page list(Viewer viewer, Search search) {
		List<Registration> found = this.reports.list(viewer, search);
		List<Registration> page = found.subList(0, Math.min(search.limit(), found.size()));
		return new Registration.Page(
				page.stream().map((registration) -> registration.seenBy(viewer).withoutUser()).toList(),
				(found.size() > search.limit()) ? page.get(page.size() - 1).requestId() : null);
	}

	/**
	 * Finds the request that a process instance belongs to.
	 * @param businessKey of the instance, may be null
	 */
	public Optional<RequestId> requestOf(String businessKey) {
		return RequestId.parse(businessKey)
			.or(() -> (businessKey != null) ? this.deliveries.find(businessKey).map(Delivery::requestId)
					: Optional.empty());
	}

	/**
	 * Reads a registration with its events.
	 * @throws RequestUnknown if there is none, or the user may not see it
	 */
	public Timeline read(Viewer viewer, RequestId id) {
		Registration registration = find(viewer, id);
		boolean operator = viewer.administers(registration.workspace());
		List<Event> events = this.reports.events(id, EVENTS + 1);
		Registration shown = registration.seenBy(viewer);
		List<OpenIncident> incidents = incidents(shown);
		return new Timeline(operator ? shown : shown.withoutUser(),
				Stream.concat(events.stream().limit(EVENTS), incidents.stream().map(this::event))
					.sorted(Comparator.comparing(Event::at))
					.filter((event) -> event.phase() == null || shown.ran(event.phase()))
					.filter((event) -> operator || !event.kind().equals("photo_look"))
					.map((event) -> operator ? event : withoutInputs(event))
					.map((event) -> ComparisonLimit.explained(event, this.clock.instant()))
					.toList(),
				operator, operator && canResend(id, events),
				!incidents.isEmpty() && this.steps.mayRetry(viewer, incidents),
				operator && this.requests.canCancel(id, workflowIsStuck(incidents)), viewer.photos(),
				events.size() <= EVENTS, operator ? this.reports.duplicates(id).orElse(null) : null);
	}

	/** Lists the open incidents of what the viewer may see of a request. */
	private List<OpenIncident> incidents(Registration shown) {
		return this.reports.incidents(RequestId.of(shown.requestId()))
			.stream()
			.filter((incident) -> incident.phase() == null || shown.ran(incident.phase()))
			.toList();
	}

	private static boolean workflowIsStuck(List<OpenIncident> incidents) {
		return incidents.stream().anyMatch((incident) -> incident.phase() != null);
	}

	private Event event(OpenIncident incident) {
		Explanation why = this.steps.explain(incident);
		return new Event(incident.at(), "incident", incident.phase(),
				JsonNodeFactory.instance.objectNode()
					.put("step", why.step())
					.put("process", why.process())
					.put("cause", why.cause())
					.put("message", why.message()));
	}

	/**
	 * Removes the inputs of rules, which may be personal, and which face of the block
	 * list it was.
	 */
	private static Event withoutInputs(Event event) {
		return (event.detail() instanceof ObjectNode detail)
				? new Event(event.at(), event.kind(), event.phase(), detail.deepCopy().without(FOR_OPERATORS)) : event;
	}

	private boolean canResend(RequestId id, List<Event> events) {
		Request request = this.requests.get(id);
		return request.waitingRun().isPresent()
				&& this.applications.get(request.applicationId()).settings().linkIsSent()
				&& events.stream()
					.anyMatch((event) -> event.kind().equals("link_sent")
							&& Integer.valueOf(request.phaseNumber()).equals(event.phase()));
	}

	/**
	 * Sends the person a new link that replaces the earlier ones.
	 * @throws RequestUnknown if there is no such request, or the user does not see it
	 * @throws NotPermitted if the user does not administer its workspace
	 * @throws RequestDecided if no selfie can be taken for the request any longer
	 * @throws LinkNotSent if the service does not send the link, or has not sent it yet
	 */
	public void resendLink(Viewer viewer, RequestId id) {
		requireOperator(viewer, find(viewer, id).workspace());
		if (!this.requests.get(id).open()) {
			throw new RequestDecided();
		}
		if (!canResend(id, this.reports.events(id, EVENTS))) {
			throw new LinkNotSent();
		}
		this.users.runAsService(() -> this.links.renew(id));
	}

	/**
	 * Lets the engine run all steps of a request that failed once more, with the
	 * permissions of the user, whom the engine's operation log names.
	 * @throws RequestUnknown if there is no such request, or the user does not see it
	 * @throws NotPermitted if the engine does not let the user retry all of them
	 * @throws NotStuck if no step waits to be retried
	 */
	@Transactional
	public void retry(Viewer viewer, RequestId id) {
		List<OpenIncident> incidents = incidents(find(viewer, id).seenBy(viewer));
		if (incidents.isEmpty()) {
			throw new NotStuck();
		}
		if (!this.steps.mayRetry(viewer, incidents)) {
			throw new NotPermitted("Only users whom the engine lets retry all that failed may do this");
		}
		this.steps.retry(incidents);
	}

	/**
	 * Cancels a request as its application can, and also one that is stuck after a selfie
	 * was accepted.
	 * @throws RequestUnknown if there is no such request, or the user does not see it
	 * @throws NotPermitted if the user does not administer its workspace
	 * @throws RequestDecided if it was already decided or has ended, other than by
	 * cancelling
	 */
	public void cancel(Viewer viewer, RequestId id) {
		Registration registration = find(viewer, id);
		requireOperator(viewer, registration.workspace());
		boolean stuck = workflowIsStuck(incidents(registration));
		this.users.runAsService(() -> this.requests.cancel(registration.applicationId(), id, stuck));
	}

	/**
	 * Redelivers a message with the same id and body.
	 * @throws DeliveryUnknown if there is no such message, or the user does not see it
	 * @throws NotPermitted if the user does not administer its workspace
	 */
	public void redeliver(Viewer viewer, String deliveryId) {
		Delivery delivery = this.deliveries.find(deliveryId)
			.filter((found) -> found.requestId() != null && sees(viewer, found.requestId()))
			.orElseThrow(DeliveryUnknown::new);
		requireOperator(viewer, delivery.workspace());
		this.users.runAsService(() -> this.deliveries.redeliver(deliveryId));
	}

	/**
	 * Reads the photo of a registered selfie after recording who views it.
	 * @throws RequestUnknown if there is no such request, or the user does not see it
	 * @throws NotPermitted if the user may not look at photos
	 * @throws PhotoMissing if no selfie was registered in the phase
	 * @throws io.selfieregistration.photo.ObjectStoreUnavailable if the object store does
	 * not answer
	 */
	@Transactional(propagation = Propagation.NEVER)
	public byte[] photo(Viewer viewer, RequestId id, Phase phase, Page page) {
		Registration registration = find(viewer, id);
		if (!viewer.photos()) {
			throw new NotPermitted("Only members of the group selfiePhotoViewer may look at photos");
		}
		boolean there = registration.seenBy(viewer)
			.phases()
			.stream()
			.anyMatch((each) -> each.phase().equals(phase.code()) && each.photo());
		if (!there) {
			throw new PhotoMissing();
		}
		this.reports.addPhotoLook(id, phase, this.clock.instant(), viewer.id(), page);
		return this.photos.open(id, phase).orElseThrow(PhotoMissing::new);
	}

	private Registration find(Viewer viewer, RequestId id) {
		return seen(viewer, id).orElseThrow(RequestUnknown::new);
	}

	private boolean sees(Viewer viewer, RequestId id) {
		return seen(viewer, id).isPresent();
	}

	private Optional<Registration> seen(Viewer viewer, RequestId id) {
		return this.reports.find(id)
			.filter((found) -> found.phases()
				.stream()
				.anyMatch((phase) -> viewer.sees(found.workspace(), phase.definitionKey())));
	}

	private static void requireOperator(Viewer viewer, String workspace) {
		if (!viewer.administers(workspace)) {
			throw new NotPermitted("Only operators of the workspace may do this");
		}
	}

}
