package io.selfieregistration.cockpit.process;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
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
import io.selfieregistration.publishing.DeliveryUnknown;
import io.selfieregistration.request.Outcome;
import io.selfieregistration.request.Phase;
import io.selfieregistration.request.RequestId;
import io.selfieregistration.request.RequestUnknown;
import io.selfieregistration.web.ProblemAnswer;
import io.selfieregistration.web.ProblemStatus;
import io.selfieregistration.web.Problems;
import io.selfieregistration.workflow.process.SelfieRegistrationProcess;

/**
 * What the pages of the plugin ask and do. Cockpit has checked the session of the user,
 * and for everything but reading the token against forged calls, before a call comes
 * here.
 */
public class RegistrationResource extends AbstractCockpitPluginResource {

	private static final ObjectMapper JSON = new ObjectMapper();

	private static final Set<Integer> DAYS = Set.of(1, 7, 30);

	private static final int FUNNEL_DAYS = 30;

	private static final Duration LONGEST_SEARCH = Duration.ofDays(93);

	private static final int PAGE = 25;

	private static final Pattern DELIVERY = Pattern.compile("msg_[0-9a-f-]{36}");

	private static final String WAITING = "waiting";

	/** Ids of requests begin with their time, for which there are so many bytes. */
	private static final int LAST_YEAR = 9999;

	private static final String NO_DAY = " must be a day such as 2031-12-24";

	RegistrationResource(String engineName) {
		super(engineName);
	}

	@GET
	@Path("overview")
	public Response overview(@QueryParam("days") String days, @QueryParam("zone") String zone,
			@QueryParam("application") String application) {
		return answer((access, viewer) -> ok(access,
				access.registrations()
					.overview(viewer, new Period(days(days), zone(zone), access.clock().instant()),
							text("application", application))));
	}

	@GET
	@Path("process-definitions/{id}/funnel")
	public Response funnel(@PathParam("id") String id) {
		return answer((access, viewer) -> {
			ProcessDefinition definition = access.definition(id).orElseThrow(DefinitionUnknown::new);
			// All workflows call the module, so its funnel is that of all of them.
			boolean module = definition.getKey().equals(SelfieRegistrationProcess.KEY);
			return ok(access,
					access.registrations()
						.funnel(viewer, new Period(FUNNEL_DAYS, ZoneId.of("UTC"), access.clock().instant()),
								module ? null : definition.getKey(), definition.getTenantId()));
		});
	}

	@GET
	@Path("requests")
	public Response list(@QueryParam("request_id") String id, @QueryParam("application") String application,
			@QueryParam("phase") String phase, @QueryParam("outcome") String outcome,
			@QueryParam("delivery") String delivery, @QueryParam("from") String from, @QueryParam("until") String until,
			@QueryParam("zone") String zone, @QueryParam("before") String before) {
		return answer(
				(access, viewer) -> ok(access,
						access.registrations()
							.list(viewer, search(access.clock().instant(), id, text("application", application),
									oneOf("phase", phase, codes(Phase.values())),
									oneOf("outcome", outcome,
											Stream.concat(Stream.of(WAITING), codes(Outcome.values()).stream())
												.collect(Collectors.toSet())),
									oneOf("delivery", delivery, Set.of("dead")), from, until, zone(zone), before))));
	}

	private static Search search(Instant now, String id, String application, String phase, String outcome,
			String delivery, String from, String until, ZoneId zone, String before) {
		Instant end = (until != null) ? day("until", until).plusDays(1).atStartOfDay(zone).toInstant()
				: now.plus(Duration.ofDays(1));
		Instant begin = (from != null) ? day("from", from).atStartOfDay(zone).toInstant()
				: end.minus(Duration.ofDays(31));
		RequestId wanted = (id != null) ? requestId("request_id", id) : null;
		if (wanted != null) {
			begin = Instant.EPOCH;
			end = now.plus(Duration.ofDays(1));
		}
		else if (begin.isAfter(end) || Duration.between(begin, end).compareTo(LONGEST_SEARCH) > 0) {
			throw invalid("The time searched must be at most " + LONGEST_SEARCH.toDays() + " days");
		}
		boolean waiting = WAITING.equals(outcome);
		return new Search(wanted, application, (phase != null) ? Phase.of(phase) : null,
				(outcome != null && !waiting) ? Outcome.of(outcome) : null, waiting, delivery != null, begin, end,
				(before != null) ? requestId("before", before) : null, PAGE);
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

	/** A POST, so that no other site can have a look kept that was none. */
	@POST
	@Path("requests/{id}/photo")
	public Response photo(@PathParam("id") String id, @QueryParam("phase") String phase,
			@QueryParam("page") String page) {
		return answer((access, viewer) -> {
			Phase wanted = Phase.of(required("phase", oneOf("phase", phase, codes(Phase.values()))));
			Page where = Page.valueOf(required("page",
					oneOf("page", page, Stream.of(Page.values()).map(Page::code).collect(Collectors.toSet())))
				.toUpperCase(Locale.ROOT));
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

	/** What is no id of a request names none. */
	private static RequestId known(String id) {
		return RequestId.parse(id).orElseThrow(RequestUnknown::new);
	}

	private static RequestId requestId(String name, String text) {
		return RequestId.parse(text).orElseThrow(() -> invalid(name + " must be the id of a request"));
	}

	private static int days(String text) {
		return Integer.parseInt(
				required("days", oneOf("days", text, DAYS.stream().map(String::valueOf).collect(Collectors.toSet()))));
	}

	/** An offset would mean the opposite to PostgreSQL, so only names are taken. */
	private static ZoneId zone(String text) {
		if (text == null) {
			return ZoneId.of("UTC");
		}
		if (!ZoneId.getAvailableZoneIds().contains(text)) {
			throw invalid("zone must be a time zone such as Europe/Berlin");
		}
		return ZoneId.of(text);
	}

	private static LocalDate day(String name, String text) {
		try {
			return Optional.of(LocalDate.parse(text))
				.filter((day) -> day.getYear() >= 1970 && day.getYear() <= LAST_YEAR)
				.orElseThrow(() -> invalid(name + NO_DAY));
		}
		catch (DateTimeException ex) {
			throw invalid(name + NO_DAY);
		}
	}

	/** PostgreSQL takes no NUL, also not in a question. */
	private static String text(String name, String text) {
		if (text != null && (text.length() > 64 || text.codePoints().anyMatch(Character::isISOControl))) {
			throw invalid(name + " must be a text of at most 64 characters");
		}
		return text;
	}

	private static String oneOf(String name, String text, Set<String> words) {
		if (text != null && !words.contains(text)) {
			throw invalid(name + " must be one of " + words.stream().sorted().collect(Collectors.joining(", ")));
		}
		return text;
	}

	private static String required(String name, String text) {
		if (text == null) {
			throw invalid(name + " is missing");
		}
		return text;
	}

	private static Set<String> codes(Phase[] phases) {
		return Stream.of(phases).map(Phase::code).collect(Collectors.toSet());
	}

	private static Set<String> codes(Outcome[] outcomes) {
		return Stream.of(outcomes).map(Outcome::code).collect(Collectors.toSet());
	}

	private static QueryInvalid invalid(String problem) {
		return new QueryInvalid(problem);
	}

	/** What a call does. */
	@FunctionalInterface
	private interface Work {

		Response run(RegistrationAccess access, Viewer viewer) throws JsonProcessingException;

	}

	/** A parameter of the call is missing or wrong. */
	@ProblemStatus(status = 400, code = "invalid_request")
	private static final class QueryInvalid extends RuntimeException {

		private QueryInvalid(String problem) {
			super(problem);
		}

	}

	/** The session of the user is over. */
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
