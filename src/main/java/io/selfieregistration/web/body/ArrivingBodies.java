package io.selfieregistration.web.body;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import io.selfieregistration.web.body.BodyRefused.GaveWay;
import io.selfieregistration.web.body.BodyRefused.TooSlow;

/**
 * The bodies on their way. Those that are too slow are given up, and the oldest one when
 * together they take more than an eighth of the heap.
 */
class ArrivingBodies implements AutoCloseable {

	private static final long ROOM = Runtime.getRuntime().maxMemory() / 8;

	/** The oldest first. */
	private final Set<ArrivingBody> arriving = new LinkedHashSet<>();

	private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor((work) -> {
		Thread thread = new Thread(work, "arriving-bodies");
		thread.setDaemon(true);
		return thread;
	});

	private final long room;

	private long taken;

	ArrivingBodies() {
		this(ROOM);
		this.watch.scheduleWithFixedDelay(() -> giveUpSlow(System.nanoTime()), 1, 1, TimeUnit.SECONDS);
	}

	/**
	 * @param room bytes that bodies on their way may take
	 */
	ArrivingBodies(long room) {
		this.room = room;
	}

	void add(ArrivingBody body) {
		List<ArrivingBody> before = new ArrayList<>();
		synchronized (this) {
			if (!body.sender().isBlank()) {
				this.arriving.stream().filter((other) -> other.sender().equals(body.sender())).forEach(before::add);
			}
			this.arriving.add(body);
		}
		before.forEach((other) -> other.end(new GaveWay()));
	}

	/** Notes that more bytes are there. */
	void grew(int bytes) {
		ArrivingBody oldest = null;
		synchronized (this) {
			this.taken += bytes;
			if (this.taken > this.room && !this.arriving.isEmpty()) {
				oldest = this.arriving.iterator().next();
			}
		}
		if (oldest != null) {
			oldest.end(new GaveWay());
		}
	}

	synchronized void left(ArrivingBody body, int bytes) {
		this.arriving.remove(body);
		this.taken -= bytes;
	}

	void giveUpSlow(long nowNanos) {
		List<ArrivingBody> all;
		synchronized (this) {
			all = List.copyOf(this.arriving);
		}
		all.stream().filter((body) -> body.isTooSlow(nowNanos)).forEach((body) -> body.end(new TooSlow()));
	}

	@Override
	public void close() {
		this.watch.shutdownNow();
	}

}
