package io.selfieregistration.cockpit.process;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import org.camunda.bpm.cockpit.plugin.resource.AbstractCockpitPluginResource;
import org.camunda.bpm.engine.repository.ProcessDefinition;

import io.selfieregistration.cockpit.Period;
import io.selfieregistration.cockpit.RegistrationReports.Page;
import io.selfieregistration.cockpit.Search;
import io.selfieregistration.cockpit.Viewer;
import io.selfieregistration.platform.Coded;
import io.selfieregistration.publishing.DeliveryUnknown;
import io.selfieregistration.request.Outcome;
import io.selfieregistration.request.Phase;
import io.selfieregistration.request.RequestId;
import io.selfieregistration.request.RequestUnknown;
import io.selfieregistration.web.ProblemAnswer;
import io.selfieregistration.web.ProblemStatus;
import io.selfieregistration.web.Problems;
import io.selfieregistration.workflow.process.ModuleContract;
import io.selfieregistration.workflow.process.Modules;

/**
 * REST resource of the plugin's pages. Before a call arrives here, Cockpit has checked
 * the session of the user and, except for reads, the CSRF token.
 */
public class RegistrationResource extends AbstractCockpitPluginResource {

	private static final ObjectMapper JSON = new ObjectMapper();

	private static final int FUNNEL_DAYS = 30;

	private static final Duration LONGEST_SEARCH = Duration.ofDays(93);

	private static final int PAGE = 25;

	private static final Pattern DELIVERY = Pattern.compile("msg_[0-9a-f-]{36}");

	private static final String WAITING = "waiting";

	private static final String STUCK = "stuck";

	RegistrationResource(String engineName) {
		super(engineName);
	}

	@GET
	@Path("overview")
	public Response overview(@QueryParam("days") String days, @QueryParam("zone") String zone,
			@QueryParam("application") String application) {
		return answer(
				(access, viewer) -> ok(access,
						access.registrations()
							.overview(viewer,
									new Period(QueryParameters.days(days), QueryParameters.zone(zone),
											access.clock().instant()),
									QueryParameters.text("application", application))));
	}

	@GET
	@Path("process-definitions/{id}/funnel")
	public Response funnel(@PathParam("id") String id) {
		return answer((access, viewer) -> {
			ProcessDefinition definition = access.definition(id).orElseThrow(DefinitionUnknown::new);
			// Any workflow may call a module, so its funnel covers all that did.
			String module = Modules.find(definition.getKey()).map(ModuleContract::key).orElse(null);
			return ok(access,
					access.registrations()
						.funnel(viewer, new Period(FUNNEL_DAYS, ZoneId.of("UTC"), access.clock().instant()),
								(module != null) ? null : definition.getKey(), module, definition.getTenantId()));
		});
	}

	@GET
	@Path("requests")
	public Response list(@QueryParam("request_id") String id, @QueryParam("application") String application,
			@QueryParam("phase") String phase, @QueryParam("outcome") String outcome,
			@QueryParam("delivery") String delivery, @QueryParam("duplicates") String duplicates,
			@QueryParam("from") String from, @QueryParam("until") String until, @QueryParam("zone") String zone,
			@QueryParam("before") String before) {
		return answer((access, viewer) -> ok(access, access.registrations()
			.list(viewer, search(access.clock().instant(), id, QueryParameters.text("application", application),
					QueryParameters.coded("phase", phase, Phase.class),
					QueryParameters.oneOf("outcome", outcome,
							Stream.concat(Stream.of(WAITING, STUCK), QueryParameters.codes(Outcome.class).stream())
								.collect(Collectors.toSet())),
					QueryParameters.oneOf("delivery", delivery, Set.of("dead")),
					QueryParameters.oneOf("duplicates", duplicates, Set.of("found")), from, until,
					QueryParameters.zone(zone), before))));
	}

	private static Search search(Instant now, String id, String application, Phase phase, String outcome,
			String delivery, String duplicates, String from, String until, ZoneId zone, String before) {
		Instant end = (until != null) ? QueryParameters.day("until", until).plusDays(1).atStartOfDay(zone).toInstant()
				: now.plus(Duration.ofDays(1));
		Instant begin = (from != null) ? QueryParameters.day("from", from).atStartOfDay(zone).toInstant()
				: end.minus(Duration.ofDays(31));
		boolean waiting = WAITING.equals(outcome);
		boolean stuck = STUCK.equals(outcome);
		RequestId wanted = (id != null) ? QueryParameters.requestId("request_id", id) : null;
		if (wanted != null || (stuck && from == null && until == null)) {
			// What is stuck waits for an operator, however long ago it was asked for
			begin = Instant.EPOCH;
			end = now.plus(Duration.ofDays(1));
		}
		else if (begin.isAfter(end) || Duration.between(begin, end).compareTo(LONGEST_SEARCH) > 0) {
			throw QueryParameters.invalid("The time searched must be at most " + LONGEST_SEARCH.toDays() + " days");
		}
		return new Search(wanted, application, phase,
				(outcome != null && !waiting && !stuck) ? Coded.of(Outcome.class, outcome) : null, waiting, stuck,
				delivery != null, duplicates != null, begin, end,
				(before != null) ? QueryParameters.requestId("before", before) : null, PAGE);
	}

	@GET
	@Path("requests/{id}")
	public Response read(@PathParam("id") String id) {
		return answer((access, viewer) -> ok(access, access.registrations().read(viewer, known(id))));
	}

	@GET
	@Path("process-instances/{id}")
	public Response readByInstance(@PathParam("id") String id) {
		return answer((access, viewer) -> ok(access,
				access.registrations().read(viewer, access.requestOf(id).orElseThrow(RequestUnknown::new))));
	}

	@POST
	@Path("requests/{id}/link")
	public Response resendLink(@PathParam("id") String id) {
		return answer((access, viewer) -> {
			access.registrations().resendLink(viewer, known(id));
			return accepted();
		});
	}

	@POST
	@Path("requests/{id}/retry")
	public Response retry(@PathParam("id") String id) {
		return answer((access, viewer) -> {
			access.registrations().retry(viewer, known(id));
			return accepted();
		});
	}

	@POST
	@Path("requests/{id}/cancel")
	public Response cancel(@PathParam("id") String id) {
		return answer((access, viewer) -> {
			access.registrations().cancel(viewer, known(id));
			return accepted();
		});
	}

	@POST
	@Path("deliveries/{id}/redeliver")
	public Response redeliver(@PathParam("id") String id) {
		return answer((access, viewer) -> {
			if (!DELIVERY.matcher(id).matches()) {
				throw new DeliveryUnknown();
			}
			access.registrations().redeliver(viewer, id);
			return accepted();
		});
	}

	/** A POST, because it is audited: no other site can forge it. */
	@POST
	@Path("requests/{id}/photo")
	public Response photo(@PathParam("id") String id, @QueryParam("phase") String phase,
			@QueryParam("page") String page) {
		return answer((access, viewer) -> {
			Phase wanted = QueryParameters.required("phase", QueryParameters.coded("phase", phase, Phase.class));
			Page where = QueryParameters.required("page", QueryParameters.coded("page", page, Page.class));
			byte[] jpeg = access.registrations().photo(viewer, known(id), wanted, where);
			return Response.ok(jpeg, "image/jpeg")
				.header(HttpHeaders.CACHE_CONTROL, "no-store")
				.header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"selfie-" + known(id) + ".jpg\"")
				.header("X-Content-Type-Options", "nosniff")
				.header("Content-Security-Policy", "default-src 'none'; sandbox")
				.header("Cross-Origin-Resource-Policy", "same-origin")
				.build();
		});
	}

	private Response answer(Work work) {
		try {
			RegistrationAccess access = RegistrationAccess.of(getProcessEngine());
			Viewer viewer = access.viewer().orElseThrow(NotLoggedIn::new);
			return work.run(access, viewer);
		}
		catch (RuntimeException | JsonProcessingException ex) {
			return problem(Problems.answerTo(ex));
		}
	}

	private static Response ok(RegistrationAccess access, Object body) throws JsonProcessingException {
		return Response.ok(access.json().writeValueAsString(body), "application/json; charset=UTF-8")
			.header(HttpHeaders.CACHE_CONTROL, "no-store")
			.build();
	}

	private static Response accepted() {
		return Response.status(Status.ACCEPTED).header(HttpHeaders.CACHE_CONTROL, "no-store").build();
	}

	private static Response problem(ProblemAnswer answer) {
		try {
			return Response.status(answer.status())
				.type("application/problem+json")
				.header(HttpHeaders.CACHE_CONTROL, "no-store")
				.header(HttpHeaders.RETRY_AFTER, answer.retryAfterSeconds())
				.entity(JSON.writeValueAsString(answer.body()))
				.build();
		}
		catch (JsonProcessingException ex) {
			throw new IllegalStateException("A problem cannot be written", ex);
		}
	}

	/** A malformed id is treated as unknown. */
	private static RequestId known(String id) {
		return RequestId.parse(id).orElseThrow(RequestUnknown::new);
	}

	/** The work of a call. */
	@FunctionalInterface
	private interface Work {

		Response run(RegistrationAccess access, Viewer viewer) throws JsonProcessingException;

	}

	/** The user has no session, or it has expired. */
	@ProblemStatus(status = 401, code = "unauthorized")
	private static final class NotLoggedIn extends RuntimeException {

		private NotLoggedIn() {
			super("You are not logged in");
		}

	}

	/** No process definition has this id. */
	@ProblemStatus(status = 404, code = "definition_unknown")
	private static final class DefinitionUnknown extends RuntimeException {

		private DefinitionUnknown() {
			super("There is no such process");
		}

	}

}
