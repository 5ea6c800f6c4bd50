package io.selfieregistration.system;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import io.minio.ListObjectsArgs;
import io.minio.MinioClient;

import io.selfieregistration.system.ChaosLoad.Told;

import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Compares, when all faults are over and the backlog is gone, what clients were told,
 * what the receiver got, what the database holds and what the object store holds.
 */
final class ChaosChecker {

	private static final ObjectMapper JSON = new ObjectMapper();

	private final ChaosLoad load;

	private final String webhookSecret;

	private final List<ServeEvent> received;

	private final Map<String, List<ServeEvent>> receivedById;

	private final JdbcClient jdbc;

	private final MinioClient objectStore;

	private final String bucket;

	private final List<String> violations = new ArrayList<>();

	private final Map<String, Integer> outcomes = new TreeMap<>();

	ChaosChecker(ChaosLoad load, String webhookSecret, List<ServeEvent> received, JdbcClient jdbc,
			MinioClient objectStore, String bucket) {
		this.load = load;
		this.webhookSecret = webhookSecret;
		this.received = received;
		this.receivedById = received.stream()
			.collect(Collectors.groupingBy((event) -> json(event).path("request_id").asText()));
		this.jdbc = jdbc;
		this.objectStore = objectStore;
		this.bucket = bucket;
	}

	/**
	 * Names each violation by the number of its invariant in {@code docs/reliability.md}.
	 */
	List<String> violations() throws Exception {
		answers();
		requests();
		deliveries();
		templates();
		objects();
		engine();
		times();
		return this.violations;
	}

	/** How many requests came to each outcome. */
	Map<String, Integer> outcomes() {
		return this.outcomes;
	}

	private void answers() {
		for (Told told : this.load.log()) {
			told.flaws.forEach((flaw) -> violated("answers", told.key, flaw));
		}
	}

	/** I1, I2, I4, I6, I8 and what one request is told of. */
	private void requests() {
		Map<String, List<Map<String, Object>>> rows = this.jdbc.sql("""
				select r.id::text as id, r.metadata ->> 'key' as key, r.user_id, p.outcome,
				    extract(epoch from p.outcome_at)::bigint as outcome_at,
				    (select count(*) from request_phase q where q.request_id = r.id) as phases,
				    (select count(*) from attempt a where a.request_id = r.id and a.accepted) as accepted,
				    (select count(*) from photo f where f.request_id = r.id and f.state = 'stored') as photos
				from request r left join request_phase p on p.request_id = r.id
				""").query().listOfRows().stream().collect(Collectors.groupingBy((row) -> row.get("key").toString()));
		for (Told told : this.load.log()) {
			List<Map<String, Object>> found = rows.getOrDefault(told.key, List.of());
			if (told.requestIds.size() > 1 || found.size() > 1) {
				violated("I1", told.key, "started twice with one Idempotency-Key: " + told.requestIds + " " + found);
			}
			if (found.isEmpty() && !told.requestIds.isEmpty()) {
				violated("I1", told.key, "acknowledged as " + told.requestIds + " and lost");
			}
			found.forEach((row) -> request(told, row));
		}
	}

	private void request(Told told, Map<String, Object> row) {
		String id = row.get("id").toString();
		String outcome = String.valueOf(row.get("outcome"));
		this.outcomes.merge(outcome, 1, Integer::sum);
		if (!told.requestIds.isEmpty() && !told.requestIds.contains(id)) {
			violated("I1", told.key, "acknowledged as " + told.requestIds + ", stored as " + id);
		}
		boolean registered = outcome.equals("registered");
		for (String count : List.of("accepted", "photos")) {
			if (!row.get(count).equals(registered ? 1L : 0L)) {
				violated(count.equals("accepted") ? "I6" : "I5", told.key,
						id + " is " + outcome + " with " + row.get(count) + " " + count);
			}
		}
		if (!row.get("phases").equals(1L)) {
			violated("I2", told.key, id + " has phases: " + row.get("phases"));
		}
		if (told.accepted.size() > 1) {
			violated("I6", told.key, "accepted twice: " + told.accepted);
		}
		if (!told.accepted.isEmpty() && !registered) {
			violated("I1", told.key, "accepted to the person, and then " + outcome);
		}
		if (told.cancelled && !outcome.equals("cancelled")) {
			violated("I4", told.key, "cancelled to the integrator, and then " + outcome);
		}
		result(told, row, id, outcome);
	}

	private void result(Told told, Map<String, Object> row, String id, String outcome) {
		JsonNode result = this.load.read(told, id)
			.map(ResponseEntity::getBody)
			.map((body) -> body.path("result"))
			.orElse(JSON.missingNode());
		boolean registered = outcome.equals("registered");
		if (!result.path("request_id").asText().equals(id)
				|| !result.path("user_id").asText().equals(row.get("user_id"))
				|| !result.path("selfie_registered").asText().equals(Boolean.toString(registered))
				|| !result.path("reason").asText().equals(registered ? "" : outcome)
				|| registered && this.load.photoStatus(id) != 200) {
			violated("I8", told.key, "the API says " + result + " of " + row);
		}
		for (JsonNode earlier : told.results) {
			if (!earlier.equals(result)) {
				violated("I4", told.key, "the result was " + earlier + " and is " + result);
			}
		}
		List<ServeEvent> copies = this.receivedById.getOrDefault(id, List.of());
		if (copies.stream().noneMatch((event) -> event.getResponse().getStatus() == 204)) {
			violated("I3", told.key, id + " was never delivered");
		}
		if (distinct(copies, (event) -> event.getRequest().getHeader("webhook-id")).size() > 1
				|| distinct(copies, (event) -> event.getRequest().getBodyAsString()).size() > 1) {
			violated("I3", told.key, id + " was delivered with different ids or bodies");
		}
		for (ServeEvent copy : copies) {
			if (!Integrator.sign(this.webhookSecret, copy.getRequest())
				.equals(copy.getRequest().getHeader("webhook-signature"))) {
				violated("I3", told.key, id + " was delivered with a wrong signature");
			}
		}
		if (!copies.isEmpty() && !json(copies.get(0)).equals(result)) {
			violated("I8", told.key, "the webhook says " + json(copies.get(0)) + ", the API " + result);
		}
	}

	/** I3. */
	private void deliveries() {
		none("I3", "delivery is not delivered, or of nothing", """
				select id, state, request_id::text from delivery
				where state <> 'delivered' or kind <> 'result'
				""");
		none("I3", "ended request has no delivery, or several", """
				select r.id::text, count(d.id) from request r left join delivery d on d.request_id = r.id
				group by r.id having count(d.id) <> 1
				""");
		Set<String> sent = distinct(this.received, (event) -> event.getRequest().getHeader("webhook-id"));
		Set<String> kept = new HashSet<>(this.jdbc.sql("select id from delivery").query(String.class).list());
		if (!sent.equals(kept)) {
			sent.removeAll(kept);
			violated("I3", "webhook-id", "unknown to the database: " + sent);
		}
	}

	/**
	 * I2: of the users with a registration, each has one template, which is current; a
	 * new one takes the place of the earlier one.
	 */
	private void templates() {
		none("I2", "template of a request that is not registered, or that is not current", """
				select t.request_id::text, t.current, p.outcome from facial_template t
				join request_phase p on p.request_id = t.request_id
				where p.outcome is distinct from 'registered' or not t.current
				""");
		none("I2", "user has not one current template", """
				select r.user_id from request r join request_phase p on p.request_id = r.id
				where p.outcome = 'registered'
				    and (select count(*) from facial_template t
				        where t.workspace = r.workspace and t.user_id = r.user_id and t.current) <> 1
				""");
	}

	/** I5. */
	private void objects() throws Exception {
		Set<String> objects = new HashSet<>();
		for (var object : this.objectStore
			.listObjects(ListObjectsArgs.builder().bucket(this.bucket).recursive(true).build())) {
			objects.add(object.get().objectName());
		}
		Set<String> rows = new HashSet<>(this.jdbc.sql("select object_key from photo").query(String.class).list());
		Set<String> orphans = new HashSet<>(objects);
		orphans.removeAll(rows);
		rows.removeAll(objects);
		if (!orphans.isEmpty() || !rows.isEmpty()) {
			violated("I5", "photos", "objects without a row: " + orphans + ", rows without an object: " + rows);
		}
	}

	/** I7 and I12. */
	private void engine() {
		none("I7", "request has not one process of its own", """
				select r.id::text, count(i.id_) from request r
				left join act_hi_procinst i on i.business_key_ = r.id::text and i.super_process_instance_id_ is null
				group by r.id having count(i.id_) <> 1
				""");
		none("I7", "process goes on though all requests have ended",
				"select proc_inst_id_, act_id_, business_key_ from act_ru_execution");
		none("I12", "incident waits for a hand", "select activity_id_, incident_msg_ from act_ru_incident");
		none("I12", "message waits", "select request_id::text, name from pending_message");
	}

	/** I11. */
	private void times() {
		none("I11", "times run backwards", """
				select r.id::text, r.created_at, m.started_at, w.opened_at, a.submitted_at, m.decided_at, m.outcome_at,
				    p.completed_at, d.created_at as published_at, d.delivered_at
				from request r join request_phase p on p.request_id = r.id
				left join module_run m on m.request_id = r.id
				left join capture_window w on w.request_id = r.id
				left join attempt a on a.request_id = r.id and a.accepted
				left join delivery d on d.request_id = r.id
				where not (r.created_at <= m.started_at and m.started_at <= coalesce(w.opened_at, m.started_at)
				    and coalesce(w.opened_at, m.started_at) <= coalesce(a.submitted_at, w.opened_at, m.started_at)
				    and coalesce(a.submitted_at, m.started_at) <= m.decided_at and m.decided_at <= m.outcome_at
				    and m.outcome_at <= p.completed_at and p.completed_at <= d.created_at
				    and d.created_at <= d.delivered_at)
				""");
	}

	private void none(String invariant, String what, String sql) {
		this.jdbc.sql(sql).query().listOfRows().forEach((row) -> violated(invariant, what, row.toString()));
	}

	private void violated(String invariant, String what, String how) {
		this.violations.add(invariant + " " + what + ": " + how);
	}

	private static Set<String> distinct(List<ServeEvent> events, Function<ServeEvent, String> property) {
		return events.stream().map(property).collect(Collectors.toCollection(HashSet::new));
	}

	private static JsonNode json(ServeEvent event) {
		try {
			return JSON.readTree(event.getRequest().getBodyAsString());
		}
		catch (java.io.IOException ex) {
			throw new AssertionError("The webhook is not JSON", ex);
		}
	}

}
