/**
 * Runs the neural networks of the face pipeline on ONNX Runtime, converted from the files
 * their packages carry. Nothing else imports the runtime.
 */
package io.selfieregistration.face.onnx;
