package io.selfieregistration.system;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;

/** Gets every span that ends, and keeps them while a test wants them. */
public final class Spans implements SpanProcessor {

	private final List<SpanData> ended = new CopyOnWriteArrayList<>();

	private volatile boolean kept;

	void keep() {
		this.ended.clear();
		this.kept = true;
	}

	void forget() {
		this.kept = false;
		this.ended.clear();
	}

	List<SpanData> ended() {
		return List.copyOf(this.ended);
	}

	List<SpanData> ofTrace(String traceId) {
		return this.ended.stream().filter((span) -> span.getTraceId().equals(traceId)).toList();
	}

	@Override
	public void onStart(Context parent, ReadWriteSpan span) {
		// What is begun may still change
	}

	@Override
	public boolean isStartRequired() {
		return false;
	}

	@Override
	public void onEnd(ReadableSpan span) {
		if (this.kept) {
			this.ended.add(span.toSpanData());
		}
	}

	@Override
	public boolean isEndRequired() {
		return true;
	}

}
