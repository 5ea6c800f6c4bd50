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
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A TCP proxy between the application and a server it needs. While it is interrupted, the
 * server is gone: open connections are cut off and new ones are refused. While it is
 * silent, the network is gone: nothing arrives on either side, not even that the other
 * one has left.
 */
public final class InterruptibleProxy {

	private final ServerSocket listener;

	private final int server;

	private final Set<Socket> passing = ConcurrentHashMap.newKeySet();

	private final ExecutorService threads = Executors.newCachedThreadPool((task) -> {
		Thread thread = new Thread(task, "interruptible-proxy");
		thread.setDaemon(true);
		return thread;
	});

	private volatile boolean interrupted;

	private final Lock silence = new ReentrantLock();

	private final Condition heard = this.silence.newCondition();

	private boolean silent;

	/**
	 * @param server port of a server on this machine
	 */
	InterruptibleProxy(int server) {
		this.server = server;
		try {
			this.listener = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.threads.submit(this::listen);
	}

	int port() {
		return this.listener.getLocalPort();
	}

	/** Port of the server itself. */
	int server() {
		return this.server;
	}

	public void interrupt() {
		this.interrupted = true;
		this.passing.forEach(InterruptibleProxy::cut);
	}

	public void silence() {
		setSilent(true);
	}

	public void resume() {
		this.interrupted = false;
		setSilent(false);
	}

	private void setSilent(boolean silent) {
		this.silence.lock();
		try {
			this.silent = silent;
			this.heard.signalAll();
		}
		finally {
			this.silence.unlock();
		}
	}

	private void awaitSound() {
		this.silence.lock();
		try {
			while (this.silent) {
				this.heard.awaitUninterruptibly();
			}
		}
		finally {
			this.silence.unlock();
		}
	}

	private void listen() {
		while (!this.listener.isClosed()) {
			try {
				Socket client = this.listener.accept();
				this.threads.submit(() -> serve(client));
			}
			catch (IOException ex) {
				// The listener was closed
			}
		}
	}

	private void serve(Socket client) {
		awaitSound();
		try (client; Socket upstream = new Socket(InetAddress.getLoopbackAddress(), this.server)) {
			client.setTcpNoDelay(true);
			upstream.setTcpNoDelay(true);
			this.passing.add(client);
			this.passing.add(upstream);
			if (this.interrupted) {
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
				awaitSound();
				out.write(buffer, 0, read);
			}
			awaitSound();
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

	/** The proxies of one application. */
	public record Proxies(InterruptibleProxy database, InterruptibleProxy objectStore, InterruptibleProxy mail) {
	}

}
