package io.selfieregistration.cockpit.jdbc;

import io.selfieregistration.cockpit.Viewer;
import io.selfieregistration.request.RequestId;

/**
 * SQL about requests with an open incident. The engine repeats an incident in each
 * process that called the one where it happened, so the workflow of a phase has those of
 * all that it runs. Messages, the start of the next phase and the search for duplicates
 * have processes of their own, which are found by their business key: the id of the
 * delivery or of the request.
 */
final class Stuck {

	/** A phase {@code p} whose workflow has an incident. */
	static final String PHASE = "exists (select from act_ru_incident i where i.proc_inst_id_ = p.process_instance_id)";

	private static final String BESIDE_FROM = """
			from (select cast(%s as text) as key union all select d.id from delivery d where d.request_id = %1$s) own
			    join act_ru_execution x on x.business_key_ = own.key
			    join act_re_procdef f on f.id_ = x.proc_def_id_ and f.key_ in ('deliver-message', 'start-next-phase',
			        'find-duplicates')
			    join act_ru_incident i on i.proc_inst_id_ = x.id_
			""";

	/** A request {@code r} with an incident in another process than its workflows. */
	static final String BESIDE = "exists (select " + BESIDE_FROM.formatted("r.id") + ")";

	/** The incidents of the request {@code :id}, where they happened. */
	static final String INCIDENTS = """
			select i.id_, i.incident_timestamp_, i.incident_msg_, i.incident_type_, i.configuration_, i.proc_def_id_,
			    f.key_, i.proc_inst_id_, coalesce(i.failed_activity_id_, i.activity_id_) as step, seen.phase,
			    b.bytes_ as trace
			from (
			    select i.root_cause_incident_id_ as id, max(p.number) as phase
			    from request_phase p join act_ru_incident i on i.proc_inst_id_ = p.process_instance_id
			    where p.request_id = :id group by 1
			    union all
			    select i.root_cause_incident_id_, null %s group by 1) seen
			join act_ru_incident i on i.id_ = seen.id
			join act_re_procdef f on f.id_ = i.proc_def_id_
			left join act_ru_job j on i.incident_type_ = 'failedJob' and j.id_ = i.configuration_
			left join act_ge_bytearray b on b.id_ = j.exception_stack_id_
			order by i.incident_timestamp_, i.id_ limit 100
			""".formatted(BESIDE_FROM.formatted(":id"));

	private Stuck() {
	}

	/**
	 * Selects the ids of requests with an incident, from the incidents: there are few. Of
	 * phases, only those count that the viewer may see.
	 */
	static String requests(Viewer viewer) {
		return """
				select p.request_id from act_ru_incident i
				    join request_phase p on p.process_instance_id = i.proc_inst_id_ %s
				union all
				select d.request_id from act_ru_incident i join act_ru_execution x on x.id_ = i.proc_inst_id_
				    join act_re_procdef f on f.id_ = x.proc_def_id_ and f.key_ = 'deliver-message'
				    join delivery d on d.id = x.business_key_
				union all
				select cast(case when x.business_key_ ~ '^%s$' then x.business_key_ end as uuid)
				    from act_ru_incident i join act_ru_execution x on x.id_ = i.proc_inst_id_
				    join act_re_procdef f on f.id_ = x.proc_def_id_ and f.key_ in ('start-next-phase', 'find-duplicates')
				"""
			.formatted(Visible.definitions(viewer), RequestId.FORM);
	}

}
