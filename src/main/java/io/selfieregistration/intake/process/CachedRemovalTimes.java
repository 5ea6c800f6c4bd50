package io.selfieregistration.intake.process;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

import org.camunda.bpm.engine.impl.history.event.HistoricProcessInstanceEventEntity;
import org.camunda.bpm.engine.impl.history.producer.CacheAwareHistoryEventProducer;

/**
 * Remembers when the history of a process and all that it calls is to be removed. The
 * engine decides it at the start of the process and reads it again in every transaction
 * that writes history. If an operator changes the time of a process that still runs, a
 * node that remembers it writes later entries with the earlier one.
 */
class CachedRemovalTimes extends CacheAwareHistoryEventProducer {

	private static final int MOST = 10_000;

	private final Map<String, HistoricProcessInstanceEventEntity> roots = Collections
		.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {

			@Override
			protected boolean removeEldestEntry(Map.Entry<String, HistoricProcessInstanceEventEntity> eldest) {
				return size() > MOST;
			}

		});

	/** Asked for the removal time only. */
	@Override
	protected HistoricProcessInstanceEventEntity getHistoricRootProcessInstance(String id) {
		HistoricProcessInstanceEventEntity known = this.roots.get(id);
		if (known != null) {
			return known;
		}
		HistoricProcessInstanceEventEntity found = super.getHistoricRootProcessInstance(id);
		if (found != null) {
			HistoricProcessInstanceEventEntity kept = new HistoricProcessInstanceEventEntity();
			kept.setId(id);
			kept.setStartTime(found.getStartTime());
			kept.setRemovalTime(found.getRemovalTime());
			this.roots.put(id, kept);
		}
		return found;
	}

}
