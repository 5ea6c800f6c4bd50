package io.selfieregistration.load;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;

import com.fasterxml.jackson.databind.JsonNode;

import io.selfieregistration.SelfieRegistrationApplication;
import io.selfieregistration.application.Applications;
import io.selfieregistration.face.Portrait;
import io.selfieregistration.face.jpeg.Jpegs;
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
 * Measures what an honest person waits for a verdict, and a probe for its answer, while
 * one kind of attacker is at work on the same machine. Prints its figures; asserts
 * nothing.
 */
public final class HostileBenchmark {

	private static final int WARM_UP = 150;

	private static final int SLOW_SENDERS = 210;

	private static final int FLOOD = 2;

	/**
	 * Sending costs the same machine as much as receiving, so floods pause in between.
	 */
	private static final int PAUSE_MILLIS = 10;

	private static final int HOSTILE_LINKS = 4;

	private HostileBenchmark() {
	}

	/**
	 * @param args number of honest selfies for each attacker
	 */
	public static void main(String[] args) throws Exception {
		// Servers in this JVM would keep it alive after a failure.
		Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> {
			failure.printStackTrace();
			System.exit(1);
		});
		int selfies = (args.length > 0) ? Integer.parseInt(args[0]) : 100;
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
			Honest honest = new Honest(integrator);
			honest.measure(WARM_UP);
			System.out.printf("%n%-20s %34s %34s%n", "attacker", "selfie, ms: p50, p99, failed",
					"/livez, ms: p50, p99");
			honest.print("none", selfies);
			for (Map.Entry<String, Attacker> attacker : attackers(integrator).entrySet()) {
				AtomicBoolean over = new AtomicBoolean();
				List<Thread> threads = attacker.getValue().start(over);
				honest.print(attacker.getKey(), selfies);
				over.set(true);
				for (Thread thread : threads) {
					thread.join();
				}
			}
			honest.print("none again", selfies);
		}
		System.exit(0);
	}

	private static Map<String, Attacker> attackers(Integrator integrator) {
		int port = integrator.baseUrl().getPort();
		byte[] costly = costly();
		Map<String, Attacker> attackers = new LinkedHashMap<>();
		attackers.put("slow bodies", (over) -> List.of(thread(over, () -> crawl(port, over))));
		attackers.put("large bodies", (over) -> flood(FLOOD, over, () -> pour(port)));
		attackers.put("costly pictures", (over) -> uploads(integrator, costly, over));
		byte[] scans = Jpegs.plainWithCheapScans(3_000, 3_000, 12);
		attackers.put("many scans", (over) -> uploads(integrator, scans, over));
		attackers.put("wrong logins", (over) -> flood(FLOOD, over,
				() -> call(port, "GET /api/v1/requests", "Authorization: Basic " + Base64.getEncoder()
					.encodeToString(
							(integrator.applicationId() + ":" + UUID.randomUUID()).getBytes(StandardCharsets.UTF_8))
						+ "\r\n")));
		attackers.put("unknown links", (over) -> flood(FLOOD, over,
				() -> call(port, "GET /api/capture", "Capture-Token: " + "a".repeat(43) + "\r\n")));
		return attackers;
	}

	/** One picture again and again, by each of several links. */
	private static List<Thread> uploads(Integrator integrator, byte[] picture, AtomicBoolean over) {
		List<Thread> links = new ArrayList<>();
		for (int link = 0; link < HOSTILE_LINKS; link++) {
			Person person = new Person(integrator.start().get("capture_url").asText());
			person.open();
			links.add(thread(over, () -> person.submit(picture)));
		}
		return links;
	}

	private static List<Thread> flood(int threads, AtomicBoolean over, Attack attack) {
		List<Thread> all = new ArrayList<>();
		for (int each = 0; each < threads; each++) {
			all.add(thread(over, attack));
		}
		return all;
	}

	private static Thread thread(AtomicBoolean over, Attack attack) {
		Thread thread = new Thread(() -> {
			while (!over.get()) {
				try {
					attack.run();
					Thread.sleep(PAUSE_MILLIS);
				}
				catch (InterruptedException ex) {
					return;
				}
				catch (IOException | RuntimeException ex) {
					// The service hung up on the attacker
				}
			}
		});
		thread.start();
		return thread;
	}

	private static void crawl(int port, AtomicBoolean over) throws IOException {
		List<Socket> sockets = new ArrayList<>();
		try {
			for (int sender = 0; sender < SLOW_SENDERS; sender++) {
				Socket socket = connect(port);
				sockets.add(socket);
				send(socket, "POST /oauth2/token HTTP/1.1\r\nHost: localhost\r\n"
						+ "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 3000\r\n\r\na");
			}
			for (int second = 0; second < 10 && !over.get(); second++) {
				Thread.sleep(1000);
				for (Socket socket : sockets) {
					send(socket, "a");
				}
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		finally {
			for (Socket socket : sockets) {
				socket.close();
			}
		}
	}

	private static void pour(int port) throws IOException {
		try (Socket socket = connect(port)) {
			send(socket, "POST /api/v1/requests HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
					+ "Transfer-Encoding: chunked\r\n\r\n");
			OutputStream out = socket.getOutputStream();
			byte[] chunk = new byte[64 * 1024];
			for (int sent = 0; sent < 512; sent++) {
				out.write("10000\r\n".getBytes(StandardCharsets.US_ASCII));
				out.write(chunk);
				out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
			}
		}
	}

	private static void call(int port, String line, String headers) throws IOException {
		try (Socket socket = connect(port)) {
			send(socket, line + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + headers + "\r\n");
			socket.getInputStream().readAllBytes();
		}
	}

	private static Socket connect(int port) throws IOException {
		Socket socket = new Socket("127.0.0.1", port, InetAddress.getByName("127.0.0.2"), 0);
		socket.setSoTimeout(60_000);
		return socket;
	}

	private static void send(Socket socket, String text) throws IOException {
		socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
	}

	/** The largest picture that is decoded as it is, of noise, which costs most. */
	private static byte[] costly() {
		BufferedImage noise = new BufferedImage(5_000, 4_900, BufferedImage.TYPE_INT_RGB);
		Random random = new Random(1);
		for (int y = 0; y < noise.getHeight(); y++) {
			for (int x = 0; x < noise.getWidth(); x++) {
				noise.setRGB(x, y, random.nextInt());
			}
		}
		return Portrait.asJpeg(noise, 0.2f);
	}

	/** Starts the attack, which goes on until it is over. */
	private interface Attacker {

		List<Thread> start(AtomicBoolean over);

	}

	private interface Attack {

		void run() throws IOException;

	}

	/** One person after the other. */
	private record Honest(Integrator integrator) {

		private void print(String attacker, int selfies) throws IOException {
			Figures figures = measure(selfies);
			System.out.printf("%-20s %14.0f %9.0f %9d %24.1f %9.1f%n", attacker, at(figures.selfies, 0.5),
					at(figures.selfies, 0.99), figures.failed, at(figures.probes, 0.5), at(figures.probes, 0.99));
		}

		private Figures measure(int selfies) throws IOException {
			byte[] jpeg = Portrait.goodJpeg();
			double[] verdicts = new double[selfies];
			double[] probes = new double[selfies];
			int failed = 0;
			for (int each = 0; each < selfies; each++) {
				Person person = new Person(this.integrator.start().get("capture_url").asText());
				person.open();
				long began = System.nanoTime();
				JsonNode verdict = person.submit(jpeg).getBody();
				verdicts[each] = (System.nanoTime() - began) / 1e6;
				failed += verdict.path("accepted").asBoolean() ? 0 : 1;
				began = System.nanoTime();
				call(this.integrator.baseUrl().getPort(), "GET /livez", "");
				probes[each] = (System.nanoTime() - began) / 1e6;
			}
			return new Figures(verdicts, probes, failed);
		}

		private static double at(double[] values, double share) {
			double[] sorted = values.clone();
			Arrays.sort(sorted);
			return sorted[Math.min(sorted.length - 1, (int) (sorted.length * share))];
		}

		private record Figures(double[] selfies, double[] probes, int failed) {
		}

	}

}
