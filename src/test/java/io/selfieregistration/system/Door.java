package io.selfieregistration.system;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Stands between the application and a server that it needs. While the door is shut, the
 * server is gone: what was connected is cut off, and nobody gets in.
 */
public final class Door {

	private final ServerSocket door;

	private final int server;

	private final Set<Socket> passing = ConcurrentHashMap.newKeySet();

	private final ExecutorService threads = Executors.newCachedThreadPool((task) -> {
		Thread thread = new Thread(task, "door");
		thread.setDaemon(true);
		return thread;
	});

	private volatile boolean shut;

	/**
	 * @param server port of a server on this machine
	 */
	Door(int server) {
		this.server = server;
		try {
			this.door = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.threads.submit(this::listen);
	}

	int port() {
		return this.door.getLocalPort();
	}

	public void shut() {
		this.shut = true;
		this.passing.forEach(Door::cut);
	}

	public void open() {
		this.shut = false;
	}

	private void listen() {
		while (!this.door.isClosed()) {
			try {
				Socket client = this.door.accept();
				this.threads.submit(() -> serve(client));
			}
			catch (IOException ex) {
				// Nobody can be let in any more
			}
		}
	}

	private void serve(Socket client) {
		try (client; Socket upstream = new Socket(InetAddress.getLoopbackAddress(), this.server)) {
			client.setTcpNoDelay(true);
			upstream.setTcpNoDelay(true);
			this.passing.add(client);
			this.passing.add(upstream);
			if (this.shut) {
				return;
			}
			this.threads.submit(() -> pass(upstream, client));
			pass(client, upstream);
		}
		catch (IOException ex) {
			// One of the two has gone
		}
		finally {
			this.passing.remove(client);
		}
	}

	private void pass(Socket from, Socket to) {
		try {
			InputStream in = from.getInputStream();
			OutputStream out = to.getOutputStream();
			byte[] buffer = new byte[0x4000];
			for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
				out.write(buffer, 0, read);
			}
			to.shutdownOutput();
		}
		catch (IOException ex) {
			// One of the two has gone
		}
		finally {
			this.passing.remove(from);
		}
	}

	private static void cut(Socket socket) {
		try {
			socket.setSoLinger(true, 0);
			socket.close();
		}
		catch (IOException ex) {
			// It has gone by itself
		}
	}

	/** The doors of one application. */
	public record Doors(Door database, Door objectStore) {
	}

}
