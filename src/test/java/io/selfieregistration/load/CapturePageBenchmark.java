package io.selfieregistration.load;

import java.awt.image.BufferedImage;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;

import com.sun.management.OperatingSystemMXBean;

import io.selfieregistration.SelfieRegistrationApplication;
import io.selfieregistration.application.Applications;
import io.selfieregistration.browser.Browser;
import io.selfieregistration.browser.FakeCamera;
import io.selfieregistration.face.Portrait;
import io.selfieregistration.face.SelfieAssessor;
import io.selfieregistration.system.Integrator;
import io.selfieregistration.system.Person;
import io.selfieregistration.system.SystemContext;
import io.selfieregistration.system.SystemFixtures.Installation;
import io.selfieregistration.system.SystemFixtures.Integrators;
import io.selfieregistration.web.WebSettings;

import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.util.TestSocketUtils;

/**
 * Measures what people feel on the capture page: what a frame of guidance costs and how
 * fast it is answered, what twenty people before their cameras do to those who submit,
 * how long it takes from Submit to the verdict on the screen, and what Lighthouse says of
 * the first screen. Prints its figures; asserts nothing.
 */
public final class CapturePageBenchmark {

	private static final int FRAMES = 200;

	private static final int PEOPLE = 20;

	private static final Duration CROWD_TIME = Duration.ofSeconds(20);

	private static final Duration FRAME_PACE = Duration.ofMillis(400);

	private static final int VERDICTS = 12;

	private static final double ENLARGEMENT = 2.25;

	private static final Path LIGHTHOUSE = Path.of("tools", "lighthouse");

	private CapturePageBenchmark() {
	}

	public static void main(String[] args) throws Exception {
		// Servers in this JVM would keep it alive after a failure.
		Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> {
			failure.printStackTrace();
			System.exit(1);
		});
		Map<String, String> settings = SystemContext.settings(SystemContext.createDatabase(),
				TestSocketUtils.findAvailableTcpPort());
		String[] arguments = settings.entrySet()
			.stream()
			.map((setting) -> "--" + setting.getKey() + "=" + setting.getValue())
			.toArray(String[]::new);
		try (ConfigurableApplicationContext context = new SpringApplication(SelfieRegistrationApplication.class)
			.run(arguments);
				Integrator integrator = new Integrators(Installation.of(context.getBean(Applications.class)),
						context.getBean(WebSettings.class).baseUrl())
					.byLink()) {
			byte[] frame = frame();
			measureFrames(context.getBean(SelfieAssessor.class), opened(integrator), frame);
			measureCrowd(integrator, frame);
			if (Browser.present()) {
				measureVerdicts(integrator);
				runLighthouse(integrator.start().get("capture_url").asText());
			}
		}
		System.exit(0);
	}

	private static void measureFrames(SelfieAssessor assessor, Person person, byte[] frame) throws Exception {
		for (int i = 0; i < FRAMES; i++) {
			assessor.preview(frame, ENLARGEMENT);
		}
		long cpu = cpuNanos();
		for (int i = 0; i < FRAMES; i++) {
			assessor.preview(frame, ENLARGEMENT);
		}
		double cpuMillis = (cpuNanos() - cpu) / 1e6 / FRAMES;
		double[] millis = new double[FRAMES / 4];
		for (int i = 0; i < millis.length; i++) {
			long start = System.nanoTime();
			if (!person.preview(frame, ENLARGEMENT).getStatusCode().is2xxSuccessful()) {
				throw new IllegalStateException("A frame was not judged");
			}
			millis[i] = (System.nanoTime() - start) / 1e6;
			Thread.sleep(FRAME_PACE.toMillis());
		}
		System.out.printf("%nGuidance, one person, frames of %d x %d px, %d bytes%n", 240, 320, frame.length);
		System.out.printf(Locale.ROOT, "  CPU a frame, ms          %8.1f%n", cpuMillis);
		print("round trip, ms", millis);
	}

	/** Everybody asks for guidance at the pace of the page, and submits in the end. */
	private static void measureCrowd(Integrator integrator, byte[] frame) throws Exception {
		LongAdder judged = new LongAdder();
		LongAdder dropped = new LongAdder();
		byte[] selfie = Portrait.goodJpeg();
		ExecutorService people = Executors.newFixedThreadPool(PEOPLE);
		List<Future<Double>> submits = new ArrayList<>();
		for (int i = 0; i < PEOPLE; i++) {
			Person person = opened(integrator);
			long until = System.nanoTime() + CROWD_TIME.toNanos() * (PEOPLE + i) / (2 * PEOPLE);
			submits.add(people.submit(() -> {
				while (System.nanoTime() < until) {
					long start = System.nanoTime();
					boolean answered = person.preview(frame, ENLARGEMENT).getStatusCode().is2xxSuccessful();
					(answered ? judged : dropped).increment();
					long left = FRAME_PACE.toMillis() - (System.nanoTime() - start) / 1_000_000;
					Thread.sleep(Math.max(1, left));
				}
				long start = System.nanoTime();
				var verdict = person.submit(selfie);
				if (!verdict.getStatusCode().is2xxSuccessful()) {
					throw new IllegalStateException("A selfie was not judged: " + verdict.getStatusCode());
				}
				return (System.nanoTime() - start) / 1e6;
			}));
		}
		List<Double> millis = new ArrayList<>();
		int failed = 0;
		for (Future<Double> submit : submits) {
			try {
				millis.add(submit.get());
			}
			catch (java.util.concurrent.ExecutionException ex) {
				failed++;
			}
		}
		people.shutdown();
		System.out.printf("%nGuidance, %d people at once%n", PEOPLE);
		System.out.printf("  frames judged            %8d%n", judged.sum());
		System.out.printf("  frames dropped           %8d%n", dropped.sum());
		System.out.printf("  submits that failed      %8d%n", failed);
		print("submit meanwhile, ms", millis.stream().mapToDouble(Double::doubleValue).toArray());
	}

	/** In the browser, from the press of the button to the next screen. */
	private static void measureVerdicts(Integrator integrator) {
		double[] millis = new double[VERDICTS];
		try (Browser phone = Browser.phone().camera(FakeCamera.showing(Portrait.good())).start()) {
			for (int i = -2; i < VERDICTS; i++) {
				phone.open("about:blank");
				phone.open(integrator.start().get("capture_url").asText());
				phone.press("Start");
				phone.heading("Is this a good photo?");
				double taken = ((Number) phone.driver().executeAsyncScript("""
						const done = arguments[0];
						const page = document.querySelector('capture-page');
						const start = performance.now();
						page.addEventListener('capture-page:screen', () => requestAnimationFrame(
						  () => done(performance.now() - start)), { once: true });
						document.querySelector('[data-action=submit]').click();
						""")).doubleValue();
				phone.heading("Completed");
				if (i >= 0) {
					millis[i] = taken;
				}
			}
		}
		System.out.printf("%nFrom Submit to the verdict on the screen, %d selfies%n", VERDICTS);
		print("time, ms", millis);
	}

	private static void runLighthouse(String link) throws Exception {
		if (!Files.isDirectory(LIGHTHOUSE.resolve("node_modules"))) {
			System.out.println("\nLighthouse is not installed: npm ci in " + LIGHTHOUSE);
			return;
		}
		Process lighthouse = new ProcessBuilder("node", "run.mjs", link).directory(LIGHTHOUSE.toFile())
			.inheritIO()
			.start();
		if (lighthouse.waitFor() != 0) {
			throw new IllegalStateException("Lighthouse could not measure the page");
		}
	}

	private static Person opened(Integrator integrator) {
		Person person = new Person(integrator.start().get("capture_url").asText());
		person.open();
		return person;
	}

	private static byte[] frame() {
		BufferedImage still = Portrait.good().getSubimage(90, 0, 540, 720);
		return Portrait.asJpeg(Portrait.scaled(still, 240, 320), 0.7f);
	}

	private static void print(String what, double[] millis) {
		double[] sorted = millis.clone();
		Arrays.sort(sorted);
		if (sorted.length > 0) {
			System.out.printf(Locale.ROOT, "  %-24s %8.1f median, %.1f at 95 %%%n", what, sorted[sorted.length / 2],
					sorted[(int) Math.min(sorted.length - 1, Math.ceil(sorted.length * 0.95))]);
		}
	}

	private static long cpuNanos() {
		return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
	}

}
