package io.selfieregistration.modelling.process;

import java.util.AbstractMap;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.JavaDelegate;

import org.springframework.beans.factory.ListableBeanFactory;

/**
 * What expressions of models find by name: the delegates and listeners of this service,
 * and none of its other beans.
 */
final class ExposedBeans extends AbstractMap<Object, Object> {

	private final ListableBeanFactory beans;

	private Set<String> names;

	ExposedBeans(ListableBeanFactory beans) {
		this.beans = beans;
	}

	@Override
	public boolean containsKey(Object key) {
		return names().contains(key);
	}

	@Override
	public Object get(Object key) {
		return containsKey(key) ? this.beans.getBean((String) key) : null;
	}

	@Override
	public Set<Object> keySet() {
		return new HashSet<>(names());
	}

	@Override
	public Set<Entry<Object, Object>> entrySet() {
		return names().stream()
			.map((name) -> new SimpleEntry<Object, Object>(name, get(name)))
			.collect(Collectors.toUnmodifiableSet());
	}

	/** They are found late: the engine comes before its delegates. */
	private synchronized Set<String> names() {
		if (this.names == null) {
			this.names = Stream.of(JavaDelegate.class, ExecutionListener.class)
				.flatMap((type) -> Stream.of(this.beans.getBeanNamesForType(type, false, false)))
				.collect(Collectors.toUnmodifiableSet());
		}
		return this.names;
	}

}
